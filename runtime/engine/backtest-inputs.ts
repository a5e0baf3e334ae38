// The log's items as a backtest takes them: what other plans were told and what dispatch found out is left away (ruling 30), an upsert
// becomes what the world knows and what dispatch knows.
import type { Backtest, BacktestInput } from "#shared/flow/backtest.ts";
import type { Logged } from "./logged.ts";
import { patchProfile } from "./profile.ts";

const kept = ["tick", "merge", "optOut", "optIn", "erase", "cohorts", "weights", "settings"] as const;
type Kept = Extract<Logged, { is: (typeof kept)[number] }>;

function isKept(item: Logged): item is Kept {
  return (kept as readonly string[]).includes(item.is);
}

/** What an item of the log means to a run. Each input is to be taken before the next is asked for. */
export function* inputsOf(item: Logged, run: Backtest): Iterable<BacktestInput> {
  if (isKept(item)) yield item;
  if (item.is !== "upsert") return;
  const { id, attributes, zone } = item.patch;
  yield {
    is: "learner",
    learner: id,
    ...(attributes === undefined ? {} : { attributes }),
    ...(zone === undefined ? {} : { zone }),
  };
  yield { is: "profile", learner: id, profile: patchProfile(run.profileOf(id), item.patch) };
}
