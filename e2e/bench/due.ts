// A tick while a million learners are pending, against a scan of a million numbers.
import { holdPending } from "./engine.ts";
import { type Row, shrunk } from "./row.ts";

/** The row. */
export const due: Row = {
  name: "due",
  title: "due scan, 1M learners pending, nothing due",
  unit: "ms",
  floor: "typed-array scan",
  target: { of: "value", is: "atMost", must: 10, aim: 5 },
  run: async (setting) => {
    const { tickMs, scanMs, busyTickMs } = await holdPending(setting, shrunk(1_000_000, setting));
    return { value: tickMs, floor: scanMs, notes: { "tick at the first due instant ms": busyTickMs } };
  },
};
