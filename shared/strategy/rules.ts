// Every rule of the compiler, written out by hand, in the order in which a reader wants to hear of them.

import { cappedAway, crowdedMoments, promisesBeyondCaps } from "./cap-rules.ts";
import {
  foreignHosts,
  longSms,
  pushDailyClass,
  smsPromotionHours,
  smsWithoutWayOut,
  unconnectedChannels,
  wechatLongFields,
  wechatMarketing,
  wechatTemplateCount,
} from "./channel-rules.ts";
import type { CompileContext } from "./context.ts";
import type { Diagnostic } from "./diagnostic.ts";
import {
  largeHoldout,
  loneVariants,
  sharedSalts,
  starvedExperiments,
  twoMetrics,
  weakPlans,
  wrongWeights,
} from "./experiment-rules.ts";
import { brokenTemplates, emptyVariants, missingLocales, unsafeHtml, wrongTone } from "./message-rules.ts";
import { brokenConditions, brokenMessages, brokenScores, brokenWaits } from "./name-rules.ts";
import { expiryInQuiet, neverAwake, promisesInQuiet, quietSchedules, quietWaits } from "./quiet-rules.ts";
import { brokenPromises, flowsBeyondGoal, lateTasks, tooManyTouches } from "./reach-rules.ts";
import {
  cycles,
  emptyQuiet,
  impossibleGoal,
  keyWithoutSignal,
  sharedRanks,
  tiersNeverHolding,
  tiersWithoutSignal,
  unreachableNodes,
  unwiredPorts,
  wrongConnections,
} from "./shape-rules.ts";
import type { Study } from "./study.ts";
import type { Code } from "./words.ts";

/** A rule over the document alone: its errors leave the document without a plan. */
export type DocumentRule = (study: Study) => Diagnostic[];

/** A rule that also asks the school: its errors stop publishing, but the plan stands. */
export type ContextRule = (study: Study, context: CompileContext) => Diagnostic[];

/** Rules over the document alone. */
export const documentRules: readonly DocumentRule[] = [
  unwiredPorts,
  wrongConnections,
  tiersWithoutSignal,
  tiersNeverHolding,
  sharedRanks,
  cycles,
  unreachableNodes,
  keyWithoutSignal,
  brokenScores,
  brokenConditions,
  brokenWaits,
  brokenMessages,
  impossibleGoal,
  brokenPromises,
  tooManyTouches,
  lateTasks,
  flowsBeyondGoal,
  emptyQuiet,
  emptyVariants,
  brokenTemplates,
  wrongTone,
  unsafeHtml,
  wrongWeights,
  loneVariants,
  sharedSalts,
  twoMetrics,
  weakPlans,
  largeHoldout,
  wechatMarketing,
  wechatTemplateCount,
  pushDailyClass,
];

/** Rules that also ask the school. */
export const contextRules: readonly ContextRule[] = [
  foreignHosts,
  neverAwake,
  quietSchedules,
  quietWaits,
  promisesInQuiet,
  expiryInQuiet,
  cappedAway,
  promisesBeyondCaps,
  crowdedMoments,
  missingLocales,
  longSms,
  wechatLongFields,
  smsPromotionHours,
  smsWithoutWayOut,
  starvedExperiments,
  unconnectedChannels,
];

/** Codes of provider and tone rules that a school may switch off (channels.md); errors of meaning can never be. */
export const optionalCodes: ReadonlySet<Code> = new Set<Code>([
  "sms.parts",
  "sms.promotionHours",
  "sms.noWayOut",
  "wechat.marketing",
  "wechat.fieldTooLong",
  "wechat.tooManyTemplates",
  "push.dailyClass",
  "tone.riskLevel",
  "tone.lost",
  "tone.threat",
]);
