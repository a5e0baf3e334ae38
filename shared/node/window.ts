// window 时间窗: goes on at once inside a daily window of the learner's clock, else waits for it to open.
import { z } from "zod";
import { DAY_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { parseClock } from "#shared/policy/quiet.ts";
import { nodeBase } from "./fields.ts";
import type { NodeKind } from "./kind.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("window"),
  from: clock,
  /** The end, exclusive; before `from` it is the next day's, equal to it the window is always open. */
  to: clock,
  /** The days on which the window opens, 1 = Monday; absent: every day. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
});
/** A window node as drawn. */
export type WindowNode = z.infer<typeof schema>;

/** How long the window stands open (ms). */
function openMs(node: WindowNode): number {
  const minutes = (parseClock(node.to) ?? 0) - (parseClock(node.from) ?? 0);
  return (minutes > 0 ? minutes : minutes + 1440) * MINUTE_MS;
}

const form: Form<WindowNode> = [
  { path: "from", field: "time", label: say("从", "From"), help: say("学员当地时间", "The learner's local time") },
  { path: "to", field: "time", label: say("到", "To") },
  {
    path: "weekdays",
    field: "weekdays",
    label: say("星期", "On"),
    isOptional: true,
    absent: say("每天", "Every day"),
  },
];

/** The node kind `window`. A window is open if it opened less than its length ago: the opening after that instant is past. */
export const window: NodeKind<WindowNode> = {
  type: "window",
  schema,
  label: { "zh-CN": "时间窗", en: "Time window" },
  form,
  fresh: { type: "window", from: "09:00", to: "21:00" },
  ports: () => ["next"],
  enter: (node, view) => {
    const opening = view.nextLocal(parseClock(node.from) ?? 0, node.weekdays ?? null, view.enteredAt - openMs(node));
    return opening <= view.enteredAt ? { leave: "next" } : "stay";
  },
  wake: (_node, _view, wake) => (wake.why === "due" ? { leave: "next" } : "stay"),
  dueAt: (node, view) => view.nextLocal(parseClock(node.from) ?? 0, node.weekdays ?? null),
  span: (node) => ({
    leastMs: 0,
    mostMs: (node.weekdays === undefined ? DAY_MS : 7 * DAY_MS) - openMs(node),
    isTouch: false,
  }),
};
