// One task with all that a person needs on the phone: script, due clock, cause, the learner's progress and last messages, notes.
import type { z } from "zod";
import type { readTask } from "#shared/api/tasks.ts";
import type { TrailRow } from "#shared/api/trail.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { Engine } from "./engine.ts";
import { evidenceOf, isoOf, textOf } from "./ledger-columns.ts";
import { nodeName, planOf, strategyName } from "./names.ts";
import { learnerRow } from "./search.ts";
import type { Steps } from "./slices.ts";
import { readTaskRow } from "./task-list.ts";
import { firstRows } from "./trail-order.ts";
import { ledgerRows } from "./trail-rows.ts";
import { figuresOf } from "./view.ts";

/** See `readTask`. */
export type TaskCard = z.output<typeof readTask.answer>;

const MESSAGES = 10;

/** Reads the card of a task, null where there is none. */
export function* readTaskCard(engine: Engine, send: number): Steps<TaskCard | null> {
  const task = readTaskRow({ db: engine.db, now: engine.now() }, send);
  if (task === null) return null;
  const learner = learnerOfId(send);
  const isKnown = (engine.world.facts.ids[learner] ?? "") !== "";
  const messages = isKnown ? yield* lastMessages(engine, learner) : [];
  yield;
  return {
    task,
    outcomes: outcomesOf(engine, send),
    acts: actsOf(engine, send),
    learner: isKnown ? learnerOf(engine, learner) : null,
    cause: isKnown ? causeOf(engine, send) : null,
    messages,
  };
}

function* lastMessages(engine: Engine, learner: number): Steps<TrailRow[]> {
  const placed = yield* ledgerRows(engine, learner);
  const sent = placed.filter(({ row }) => row.kind === "send.settled" && row.params["state"] === "accepted");
  const messages = sent.filter(({ row }) => row.params["channel"] !== "task" && row.params["channel"] !== "webhook");
  const query = { learner: "", order: "newest", after: null, limit: MESSAGES, groups: null } as const;
  return firstRows(messages, { ...query, strategy: null, from: null, to: null }).map(({ row }) => row);
}

/** The outcome codes of the task's node, in the version that its episode runs on. */
function outcomesOf({ db, world }: Engine, send: number): string[] {
  const row = db
    .sql("SELECT e.strategy, e.version, s.node FROM sends s JOIN episodes e ON e.id = s.episode WHERE s.id = ?")
    .get(send);
  const node = planOf(world, String(row?.["strategy"]), String(row?.["version"]))?.nodes.get(String(row?.["node"]));
  return node?.type === "task" ? [...node.outcomes] : [];
}

function actsOf({ db }: Engine, send: number): TaskCard["acts"] {
  return db
    .sql("SELECT at, act, by, assignee, outcome, note FROM task_acts WHERE send = ? ORDER BY n")
    .all(send)
    .map((row) => ({
      at: isoOf(row["at"]) ?? "",
      act: row["act"] as TaskCard["acts"][number]["act"],
      by: String(row["by"]),
      to: textOf(row["assignee"]),
      outcome: textOf(row["outcome"]),
      note: textOf(row["note"]),
    }));
}

function learnerOf(engine: Engine, learner: number): TaskCard["learner"] {
  const { world, profiles, globals } = engine;
  const { facts } = world;
  const { enrolments } = facts;
  return {
    ...learnerRow(engine, learner),
    profile: { ...profiles.get(learner) },
    attributes: { ...facts.attributes[learner] },
    enrolments: facts.enrolmentsOf(learner).map((row) => ({
      course: enrolments.courseOf(row),
      title: globals.courses.get(enrolments.courseOf(row))?.title ?? null,
      startAt: isoOf(enrolments.startOf(row)),
      end: enrolments.endOf(row),
    })),
    facts: figuresOf(world, learner),
  };
}

/** The tier that the task was decided in, with the signals that held then. */
function causeOf({ db, world }: Engine, send: number): TaskCard["cause"] {
  const row = db
    .sql(
      `SELECT e.strategy, e.version, e.subject, d.tier, d.at, d.evidence FROM sends s JOIN episodes e ON e.id = s.episode
       JOIN decisions d ON d.episode = s.episode AND d.tier = s.tier AND d.node = s.tier WHERE s.id = ?`,
    )
    .get(send);
  if (row === undefined) return null;
  const plan = planOf(world, String(row["strategy"]), String(row["version"]));
  const evidence = (evidenceOf(row["evidence"]) ?? {}) as Record<string, Record<string, unknown>>;
  const tier = String(row["tier"]);
  return {
    strategy: String(row["strategy"]),
    strategyName: strategyName(plan),
    tier,
    tierName: nodeName(plan, tier),
    since: isoOf(row["at"]) ?? "",
    subject: String(row["subject"]),
    signals: Object.entries(evidence).map(([id, known]) => ({
      id,
      name: nodeName(plan, id),
      kind: plan?.signals.get(id)?.def.kind ?? "",
      causes: [...(plan?.signals.get(id)?.causes ?? [])],
      evidence: known,
    })),
  };
}
