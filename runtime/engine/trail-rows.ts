// One learner's rows of the ledgers as rows of a trail, each with the key of its place in time: instant, then cause before effect.
import type { Row } from "#runtime/store/engine-db.ts";
import type { TrailKind, TrailRow } from "#shared/api/trail.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import { HOLDOUT } from "#shared/flow/visit.ts";
import { isTier } from "#shared/strategy/document.ts";
import type { Engine } from "./engine.ts";
import { evidenceOf, isoOf, jsonOf, keyTextOf } from "./ledger-columns.ts";
import { nodeName, planOf } from "./names.ts";
import type { Steps } from "./slices.ts";
import type { Placed, TrailKey } from "./trail-order.ts";
import { quietWindows } from "./trail-quiet.ts";

/** The episode that rows are about. */
interface About {
  id: number;
  strategy: string;
  version: string;
  subject: string;
  number: number;
}

type Put = (
  at: unknown,
  place: readonly [number, number],
  kind: TrailKind,
  params: object,
  refs: TrailRow["refs"],
) => void;

/** Effects at one instant follow the decision that they belong to in this order. */
const minor = {
  opened: 0,
  decided: 1,
  arm: 2,
  send: 3,
  held: 4,
  attempt: 5,
  settled: 6,
  task: 7,
  left: 8,
  receipt: 9,
  ended: 10,
};
/** After every decision of the instant. */
const LAST = Number.MAX_SAFE_INTEGER;

/** All rows of a learner, in no order. */
export function* ledgerRows(engine: Engine, learner: number): Steps<Placed[]> {
  const placed: Placed[] = [];
  const put: Put = (at, place, kind, params, refs) => {
    if (typeof at !== "number") return;
    const key: TrailKey = [at, 2, ...place];
    placed.push({
      key,
      row: { id: `${kind}:${key.slice(1).join(".")}`, at: isoOf(at) ?? "", kind, params: { ...params }, refs },
    });
  };
  const range = [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1] as const;
  const all = (sql: string): Row[] => engine.db.sql(sql).all(...range);
  const episodes = new Map<number, About>();
  for (const row of all("SELECT * FROM episodes WHERE id BETWEEN ? AND ?"))
    episodes.set(Number(row["id"]), putEpisode(row, put));
  yield;
  const rows = all(
    `SELECT d.*, x.port, x.reason, x.at AS left_at FROM decisions d LEFT JOIN decision_ends x ON x.id = d.id WHERE d.id BETWEEN ? AND ?`,
  );
  for (const row of rows) putDecision(engine, row, episodes.get(Number(row["episode"])), put);
  yield;
  const sends = new Map<number, { row: Row; refs: TrailRow["refs"] }>();
  for (const row of all("SELECT * FROM sends WHERE id BETWEEN ? AND ?")) {
    const refs = refsOf(episodes.get(Number(row["episode"])), row, Number(row["id"]));
    sends.set(Number(row["id"]), { row, refs });
    putSend(engine, row, refs, put);
  }
  yield;
  for (const table of ["attempts", "receipts", "holds", "tasks", "task_acts"] as const) {
    for (const row of all(`SELECT * FROM ${table} WHERE send BETWEEN ? AND ?`)) {
      const send = sends.get(Number(row["send"]));
      if (send !== undefined) ofSend[table](row, send, put, engine);
    }
    yield;
  }
  putPromises(all("SELECT * FROM promises WHERE episode BETWEEN ? AND ?"), episodes, put);
  for (const row of engine.db.sql("SELECT * FROM assignments WHERE learner = ?").all(learner)) {
    const params = { salt: row["salt"], arm: row["arm"], isHoldout: row["arm"] === HOLDOUT };
    put(row["at"], [0, minor.arm], "arm", params, { strategy: String(row["strategy"]) });
  }
  return placed;
}

function refsOf(about: About | undefined, row: Row, decision: number): TrailRow["refs"] {
  const { strategy = String(row["strategy"] ?? ""), version, subject, number } = about ?? {};
  return {
    strategy,
    ...(version === undefined ? {} : { version }),
    ...(subject === undefined || subject === "" ? {} : { subject }),
    ...(number === undefined ? {} : { episode: number }),
    tier: String(row["tier"]),
    node: String(row["node"]),
    decision: String(decision),
  };
}

function putEpisode(row: Row, put: Put): About {
  const about: About = {
    id: Number(row["id"]),
    strategy: String(row["strategy"]),
    version: String(row["version"]),
    subject: String(row["subject"]),
    number: Number(row["number"]),
  };
  const refs = {
    strategy: about.strategy,
    version: about.version,
    ...(about.subject === "" ? {} : { subject: about.subject }),
    episode: about.number,
    seq: Number(row["seq"]),
  };
  const opened = { number: about.number, isHoldout: row["is_holdout"] === 1 };
  put(row["opened_at"], [about.id, minor.opened], "episode.opened", opened, refs);
  const ended = { number: about.number, outcome: row["outcome"], reason: row["reason"], tier: row["tier"] };
  put(row["ended_at"], [LAST, minor.ended], "episode.ended", ended, refs);
  return about;
}

function putDecision(engine: Engine, row: Row, about: About | undefined, put: Put): void {
  const id = Number(row["id"]);
  const refs = { ...refsOf(about, row, id), seq: Number(row["seq"]) };
  const plan = planOf(engine.world, refs.strategy ?? "", refs.version ?? null);
  const node = String(row["node"]);
  const name = nodeName(plan, node);
  if (row["kind"] === "tier") {
    const evidence = (evidenceOf(row["evidence"]) ?? {}) as Record<string, unknown>;
    const signals = Object.keys(evidence).map((signal) => ({
      id: signal,
      name: nodeName(plan, signal),
      evidence: evidence[signal],
    }));
    const rank = plan?.document.nodes.filter(isTier).find((tier) => tier.id === node)?.rank ?? null;
    put(
      row["at"],
      [id, minor.decided],
      "tier.entered",
      { tier: node, name, rank, isClimb: id !== (about?.id ?? 0) + 1, signals },
      refs,
    );
    return;
  }
  const step = { node, name, nodeKind: row["kind"] };
  put(row["at"], [id, minor.decided], "step.entered", { ...step, variant: row["variant"] }, refs);
  put(row["left_at"], [id, minor.left], "step.left", { ...step, port: row["port"], reason: row["reason"] }, refs);
}

function putSend(engine: Engine, row: Row, refs: TrailRow["refs"], put: Put): void {
  const id = Number(row["id"]);
  const base = {
    channel: row["channel"],
    message: row["message"],
    variant: row["variant"],
    recipient: row["recipient"],
  };
  const content = jsonOf(row["content"]);
  const isWaiting = row["settled_at"] === null;
  const state = { state: row["state"], reason: row["reason"], withheld: row["withheld"] };
  const due = isWaiting ? { dueAt: isoOf(row["due_at"]) } : {};
  put(row["decided_at"], [id, minor.send], "send.decided", { ...base, ...state, ...due, content }, refs);
  if (isWaiting) return;
  const winner = row["winner"] === null ? null : keyTextOf(engine, Number(row["winner"]));
  const isSent = row["accepted_at"] !== null;
  const settled = {
    ...base,
    state: isSent ? "accepted" : row["state"],
    reason: row["reason"],
    winner,
    transport: row["transport"],
  };
  put(row["settled_at"], [id, minor.settled], "send.settled", { ...settled, withheld: row["withheld"], content }, refs);
}

type OfSend = (row: Row, send: { row: Row; refs: TrailRow["refs"] }, put: Put, engine: Engine) => void;

const taskActs: Readonly<Record<string, TrailKind>> = {
  claim: "task.claimed",
  assign: "task.assigned",
  note: "task.note",
  finish: "task.done",
};

/** What hangs on a send, by table. */
const ofSend: Readonly<Record<"attempts" | "receipts" | "holds" | "tasks" | "task_acts", OfSend>> = {
  attempts: (row, { row: send, refs }, put) => {
    const params = {
      channel: send["channel"],
      n: row["n"],
      transport: row["transport"],
      result: row["result"],
      reason: row["reason"],
    };
    put(row["at"], [Number(row["send"]), minor.attempt + Number(row["n"]) / 1000], "send.attempt", params, refs);
  },
  receipts: (row, { row: send, refs }, put) => {
    const place = [Number(row["send"]), minor.receipt + Number(row["id"]) / 2 ** 40] as const;
    put(row["at"], place, "send.receipt", { channel: send["channel"], state: row["state"] }, refs);
  },
  holds: (row, { row: send, refs }, put, engine) => {
    const windows = row["reason"] === "quietHours" ? { windows: quietWindows(engine, send) } : {};
    const params = { channel: send["channel"], reason: row["reason"], until: isoOf(row["until"]), ...windows };
    put(row["at"], [Number(row["send"]), minor.held + Number(row["n"]) / 1000], "send.held", params, refs);
  },
  tasks: (row, { refs }, put) => {
    const id = Number(row["send"]);
    const opened = { group: row["team"], content: jsonOf(row["content"]), dueAt: isoOf(row["due_at"]) };
    put(row["created_at"], [id, minor.task], "task.opened", opened, refs);
    if (row["state"] === "expired" || row["state"] === "cancelled")
      put(row["done_at"], [id, minor.left], `task.${row["state"]}`, {}, refs);
  },
  task_acts: (row, { refs }, put) => {
    const kind = taskActs[String(row["act"])];
    const { by, assignee, outcome, note } = row;
    const params = {
      by,
      ...(assignee === null ? {} : { to: assignee }),
      ...(outcome === null ? {} : { outcome }),
      ...(note === null ? {} : { note }),
    };
    if (kind !== undefined)
      put(row["at"], [Number(row["send"]), minor.task + Number(row["n"]) / 1000], kind, params, refs);
  },
};

function putPromises(rows: readonly Row[], episodes: ReadonlyMap<number, About>, put: Put): void {
  for (const row of rows) {
    const about = episodes.get(Number(row["episode"]));
    const refs = {
      strategy: about?.strategy ?? "",
      ...(about === undefined ? {} : { episode: about.number }),
      tier: String(row["tier"]),
    };
    const params = { tier: row["tier"], state: row["state"], reason: row["reason"] };
    put(row["at"], [LAST - 1, minor.ended], "promise", params, refs);
  }
}
