// The form of a strategy's own fields, in sections as the inspector shows them, and of what the document adds to every signal.
import { type Field, type Form, say } from "#shared/kernel/form.ts";
import type { Words } from "#shared/kernel/issue.ts";
import type { Strategy } from "./document.ts";

/** A part of the strategy's form under one heading. */
export interface Section {
  readonly label: Words;
  readonly help?: Words;
  readonly form: Form<Strategy>;
}

/** Why a signal puts learners at risk. */
export const causeField = {
  path: "cause",
  field: "causes",
  label: say("原因", "Cause"),
  help: say("分支和报表按原因分开处理", "Branches and reports tell causes apart"),
  isOptional: true,
} as const satisfies Field;

/** What the strategy is called. */
export const titleField = {
  path: "name",
  field: "localised",
  max: 120,
  label: say("名称", "Name"),
} as const satisfies Field;

/** What a strategy may be for. */
export const purposes = [
  { value: "activation", label: say("激活", "Activation") },
  { value: "retention", label: say("留存", "Retention") },
  { value: "referral", label: say("裂变", "Referral") },
  { value: "conversion", label: say("转化", "Conversion") },
  { value: "service", label: say("服务", "Service") },
] as const;

const about: Form<Strategy> = [
  { path: "description", field: "localised", max: 4000, lines: 3, label: say("说明", "Description"), isOptional: true },
  {
    path: "purpose",
    field: "choice",
    label: say("用途", "Purpose"),
    options: purposes,
  },
  {
    path: "subject",
    field: "subject",
    label: say("每个预警周期针对", "Each episode is about"),
    help: say("决定同时能有几个预警周期", "Decides how many episodes can be open at once"),
  },
];

const goal: Form<Strategy> = [
  { path: "goal.events", field: "events", label: say("目标事件", "Goal events") },
  {
    path: "goal.days",
    field: "number",
    min: 1,
    max: 60,
    isWhole: true,
    unit: say("天", "days"),
    label: say("发生在至少", "On at least"),
    help: say("不同的日子，学员当地日历", "Distinct days of the learner's calendar"),
  },
  { path: "goal.within", field: "duration", label: say("期限", "Within") },
  {
    label: say("流失事件", "Churn events"),
    help: say("发生即结束为流失", "Any of them ends the episode as lost"),
    modes: [
      { label: say("退课、退款", "Withdrawal, refund"), with: {}, fields: [] },
      {
        label: say("另行指定", "Others"),
        with: { churn: { events: ["enrolment.withdrawn", "order.refunded"] } },
        fields: [{ path: "churn.events", field: "events", label: say("流失事件", "Churn events") }],
      },
    ],
  },
];

const holdout: Form<Strategy> = [
  {
    label: say("对照组", "Holdout"),
    help: say(
      "对照组走完全程但不发送，用来衡量增量",
      "Goes through everything, is sent nothing: the baseline of uplift",
    ),
    modes: [
      {
        label: say("留出一部分", "Hold some out"),
        with: { holdout: { salt: "holdout-1", weight: 1000 } },
        fields: [
          { path: "holdout.weight", field: "weight", label: say("占比", "Share") },
          {
            path: "holdout.salt",
            field: "salt",
            label: say("分组标识", "Key"),
            help: say("换一个标识就重新分组", "Another key draws anew"),
          },
        ],
      },
      { label: say("不设", "None"), with: {}, fields: [] },
    ],
  },
];

const sending: Form<Strategy> = [
  {
    label: say("免打扰", "Quiet hours"),
    help: say("与学校的免打扰时段合并", "Joined with the school's own"),
    modes: [
      {
        label: say("另设时段", "More hours"),
        with: { "policy.quiet": { from: "22:00", to: "08:00" } },
        fields: [{ path: "policy.quiet", field: "hours", label: say("时段", "Hours") }],
      },
      { label: say("只用学校的", "The school's only"), with: {}, fields: [] },
    ],
  },
  {
    path: "policy.priority",
    field: "number",
    min: 0,
    max: 100,
    isWhole: true,
    label: say("优先级", "Priority"),
    help: say("同时要发时，大的先发", "Of several sends due at once, the higher goes first"),
    isOptional: true,
    absent: say("50", "50"),
  },
  {
    path: "policy.cooldown",
    field: "duration",
    label: say("冷却期", "Cooldown"),
    help: say("一个周期结束后多久才再开", "After an episode ends, none opens for so long"),
    isOptional: true,
    absent: say("14 天", "14 days"),
  },
  {
    path: "policy.expires",
    field: "duration",
    label: say("消息有效期", "Messages expire after"),
    help: say("被推迟太久就不再发", "What was held longer is not sent"),
    isOptional: true,
    absent: say("到等级的触达期限", "By the tier's promise"),
  },
  {
    path: "policy.pauses",
    field: "choice",
    label: say("假期", "School pauses"),
    absent: say("按学校假期暂停", "Stop the clocks"),
    options: [
      { value: "school", label: say("按学校假期暂停", "Stop the clocks") },
      { value: "none", label: say("不暂停", "Go on all the same") },
    ],
    isOptional: true,
  },
  {
    path: "policy.caps",
    field: "caps",
    label: say("频次上限", "Frequency caps"),
    help: say("学校的上限之外再加的", "Beside the school's own"),
    isOptional: true,
  },
];

/** The strategy's form, without its name. */
export const strategySections: readonly Section[] = [
  { label: say("基本", "About"), form: about },
  {
    label: say("人群", "Audience"),
    help: say("只有这些学员会进入", "Only these learners can enter"),
    form: [
      {
        path: "audience",
        field: "condition",
        about: "learner",
        label: say("学员满足", "Learners for whom"),
        isOptional: true,
        absent: say("所有学员", "Everyone"),
      },
    ],
  },
  { label: say("目标", "Goal"), help: say("达成即算挽回", "Reaching it is a recovery"), form: goal },
  { label: say("对照组", "Holdout"), form: holdout },
  { label: say("发送规则", "Sending"), form: sending },
];
