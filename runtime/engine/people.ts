// Who is at a node now: learners whose path waits there, or whose open episode is in that tier, in order of their rows.
import type { z } from "zod";
import type { listPeople } from "#shared/api/live.ts";
import type { Episode } from "#shared/flow/episode.ts";
import { Look } from "#shared/flow/look.ts";
import { passagesOf } from "#shared/flow/touch.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { isoOf } from "./ledger-columns.ts";
import type { Steps } from "./slices.ts";

/** A page of people. */
export type PeoplePage = z.output<typeof listPeople.answer>;
type Person = PeoplePage["rows"][number];

/** Who is asked for. */
export interface PeopleQuery {
  strategy: string;
  node: string;
  cursor: string | null;
  limit: number;
}

/** Learners looked at between two chances to rest. */
const STEP = 2000;

/** Reads a page. Issue: `ledger.cursor`. */
export function* readPeople(engine: Engine, query: PeopleQuery): Steps<PeoplePage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number"]);
  if ("issue" in start) return start;
  const { world } = engine;
  const rows: Person[] = [];
  for (let learner = Number(start.key?.[0] ?? -1) + 1; learner < world.facts.ids.length; learner += 1) {
    if (learner % STEP === 0) yield;
    const episodes = world.episodes.get(learner)?.filter((one) => one.strategy === query.strategy) ?? [];
    const found = episodes.filter((one) => isAt(one, query.node));
    if (found.length === 0) continue;
    rows.push(...found.map((episode) => personOf(engine, learner, episode, query.node)));
    yield;
    if (rows.length >= query.limit) return { rows, next: encodeCursor([learner]) };
  }
  return { rows, next: null };
}

function isAt({ tier, paths }: Episode, node: string): boolean {
  return tier === node || paths.some((path) => path.node === node);
}

function personOf(engine: Engine, learner: number, episode: Episode, node: string): Person {
  const { world, profiles, outbox } = engine;
  const path = episode.paths.find((one) => one.node === node);
  const passage = passagesOf(new Look(world, learner, engine.now()), []).find((one) => one.episode === episode);
  const dueAt = path === undefined ? passage?.goalDueAt() : passage?.pathDueAt(path);
  const send = path === undefined ? null : outbox.get(path.decision);
  return {
    learner: world.facts.ids[learner] ?? "",
    name: profiles.get(learner).name ?? null,
    subject: episode.subject,
    episode: episode.number,
    version: episode.version,
    tier: episode.tier,
    since: isoOf(path?.enteredAt ?? episode.tierAt) ?? "",
    dueAt: isoOf(dueAt),
    isHeld: path?.held !== undefined,
    send: send === null ? null : { id: String(send.id), state: send.outcome.state, reason: send.outcome.reason },
  };
}
