// Apply: log, fold, advance and commit in the engine, with the three-tier strategy live, against parse, Map and a typed column.
import { applyEvents } from "./engine.ts";
import { type Row, shrunk } from "./row.ts";

/** The row. */
export const apply: Row = {
  name: "apply",
  title: "apply, three-tier strategy, 1M events of 100k learners over 10 days",
  unit: "events/s",
  floor: "parse + Map + typed update",
  target: { of: "floor", is: "atLeast", must: 0.25, aim: 0.5 },
  run: async (setting) => {
    const [learners, events] = [shrunk(100_000, setting), shrunk(1_000_000, setting)];
    const task = { do: "apply", learners, events, strategies: 1, days: 10 } as const;
    const { perSecond, floorPerSecond, decisions } = await applyEvents(setting, task);
    return { value: perSecond, floor: floorPerSecond, notes: { decisions } };
  },
};
