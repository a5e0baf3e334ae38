// How a tier describes itself to the designer: its words, its fields, the promises of the three usual tiers, and a fresh one.
import { type Form, type Preset, say } from "#shared/kernel/form.ts";
import type { Reach, TierRule } from "./tier.ts";

/** What a tier node holds besides its id. */
export interface TierDraft {
  readonly type: "tier";
  readonly rank: number;
  readonly enter: TierRule;
  readonly reach?: Reach | undefined;
}

/** The name of the node type. */
export const tierLabel = say("等级", "Tier");

const hours = (count: number, minTouches: number, minChannels: number, maxTouches: number): Reach => ({
  within: `PT${count}H`,
  minTouches,
  minChannels,
  maxTouches,
});

/** The promises of 关注级, 预警级 and 紧急级 (ruling 6). */
export const reachPresets = [
  { label: say("关注级", "Watch"), value: hours(24, 1, 1, 1) },
  { label: say("预警级", "Warning"), value: hours(48, 2, 2, 4) },
  { label: say("紧急级", "Urgent"), value: hours(72, 3, 3, 8) },
] as const satisfies readonly (Preset & { value: Reach })[];

/** What the inspector asks of a tier. */
export const tierForm: Form<TierDraft> = [
  {
    path: "rank",
    field: "number",
    min: 1,
    max: 9,
    isWhole: true,
    label: say("级别", "Rank"),
    help: say("数字越大越紧急", "The higher, the more urgent"),
  },
  { path: "enter", field: "enter", label: say("何时进入", "Entered when") },
  {
    path: "reach",
    field: "reach",
    presets: reachPresets,
    label: say("触达承诺", "Reach promise"),
    help: say("进入后多久内，至少触达几次、走几个渠道", "How often and over how many channels, how soon after entry"),
    isOptional: true,
    absent: say("不承诺", "None"),
  },
];

/** A tier with which a new one begins. */
export const freshTier: TierDraft = { type: "tier", rank: 1, enter: { atLeast: 1 }, reach: hours(24, 1, 1, 1) };
