// task 人工介入: an entry in the staff's own task list. Staff choose when to call, so neither quiet hours nor caps hold it.
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "task",
  label: { "zh-CN": "人工任务", en: "Human task" },
  interrupts: false,
  countsToCaps: false,
  needsAddress: false,
  keyClass: "exactlyOnce",
  canOpen: false,
  limits: {},
};

/** The channel `task`. */
export const task: Channel = { id: "task", describe: () => facts, encode: addressed };
