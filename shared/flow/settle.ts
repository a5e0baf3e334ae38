// What comes back: dispatch results, receipts, claims and outcomes of tasks. A result moves the path by one port; a
// receipt that comes later moves none, but may end a waitFor.
import { assert } from "#shared/kernel/issue.ts";
import type { Effect } from "./effect.ts";
import { type Episode, learnerOfId, type SendRecord } from "./episode.ts";
import type { Control } from "./input.ts";
import { Look } from "./look.ts";
import { Passage } from "./passage.ts";
import { countTouch } from "./promise.ts";
import { earliestOf, touch } from "./touch.ts";
import type { World } from "./world.ts";

type Returned = Extract<Control, { is: "settled" | "receipt" | "claim" | "outcome" }>;

/** The open episode that made a send, null once it has ended. */
function find(world: World, send: number): { episode: Episode; record: SendRecord } | null {
  for (const episode of world.episodes.get(learnerOfId(send)) ?? []) {
    const record = episode.sends.find((one) => one.id === send);
    if (record !== undefined) return { episode, record };
  }
  return null;
}

/**
 * Applies a returned input to the episode that waits for it; one that has ended is left alone. What comes back changes no
 * signal, so nothing is assessed anew: only the paths' own instants may come nearer.
 */
export function applyReturned(world: World, input: Returned, now: number, out: Effect[]): void {
  const found = find(world, input.send);
  if (found === null) return;
  const { episode, record } = found;
  const learner = learnerOfId(input.send);
  const look = new Look(world, learner, now);
  const strategy = world.program.byId.get(episode.strategy);
  assert(strategy !== undefined, "episode of an unknown strategy", { strategy: episode.strategy });
  const passage = new Passage(look, strategy, episode, out);
  returnTo(passage, record, input);
  world.changed(learner);
  if (look.isStale) touch(world, learner, now, out);
  else world.arm(learner, Math.max(now, earliestOf(passage)));
}

function returnTo(passage: Passage, record: SendRecord, input: Returned): void {
  const path = passage.episode.paths.find((one) => one.decision === input.send);
  if (input.is === "settled") {
    record.state = input.state;
    record.reason = input.reason;
    if (input.state === "accepted" && record.channel !== "task" && record.channel !== "webhook") {
      countTouch(passage, record.tier, record.channel);
    }
    if (path !== undefined) passage.wake(path, { why: "settled", state: input.state, reason: input.reason });
    return;
  }
  if (input.is === "claim") {
    if (path !== undefined && path.isClaimed !== true) {
      path.isClaimed = true;
      countTouch(passage, record.tier, "task");
    }
    return;
  }
  if (input.is === "outcome") {
    if (path !== undefined) passage.wake(path, { why: "task", outcome: input.outcome });
    return;
  }
  receive(passage, record, input);
}

function receive(passage: Passage, record: SendRecord, input: Extract<Returned, { is: "receipt" }>): void {
  if (input.state === "failed") return;
  const field = `${input.state}At` as const;
  record[field] = Math.min(record[field] ?? Number.POSITIVE_INFINITY, input.at);
  for (const path of [...passage.episode.paths]) passage.wake(path, { why: "outcome", of: record.node });
}
