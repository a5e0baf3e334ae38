// What a learner weighs in memory with the three-tier strategy live: resident bytes over those of the process at rest.
import { holdPending } from "./engine.ts";
import { type Row, shrunk } from "./row.ts";

/** The row. */
export const memory: Row = {
  name: "memory",
  title: "memory per learner, three-tier strategy, 1M learners",
  unit: "bytes",
  floor: null,
  target: { of: "value", is: "atMost", must: 300, aim: 160 },
  run: async (setting) => {
    const { residentBytes, heapBytes } = await holdPending(setting, shrunk(1_000_000, setting));
    return { value: residentBytes, floor: null, notes: { "live bytes": heapBytes } };
  },
};
