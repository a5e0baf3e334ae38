// Carries an act out on a running process, with the same checks on the way in that the HTTP side and the engine's service make.
import { actOnInbox } from "#runtime/engine/inbox.ts";
import type { Logged } from "#runtime/engine/logged.ts";
import type { IngestResult, RefusedItem } from "#runtime/engine/protocol.ts";
import { checkEvent } from "#shared/event/check.ts";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import type { LiveStrategy } from "#shared/flow/program.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import type { Act, Item, Step } from "./agenda.ts";
import type { Book } from "./book.ts";
import type { Handed, Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { School } from "./school.ts";
import { drawStrategy } from "./strategies.ts";

type ActOf<K extends Act["is"]> = Extract<Act, { is: K }>;

/** What playing needs beside the process. `wrong` takes what no answer may be. */
export interface Stage {
  process: Process;
  school: School;
  book: Book;
  wrong(invariant: string, examples: readonly string[]): void;
}

/** Plays a step; false where it was refused and will be tried again. */
export function play(stage: Stage, { act, name, isRetry = false }: Step): boolean {
  if (isRetry && isLogged(stage, name)) return true;
  return (players[act.is] as (stage: Stage, act: Act, name: string) => boolean)(stage, act, name);
}

const players: { [K in Act["is"]]: (stage: Stage, act: ActOf<K>, name: string) => boolean } = {
  batch: (stage, act) => {
    const batch = handIn(stage, act);
    try {
      return stage.process.await(batch.handed) !== null;
    } finally {
      batch.settle();
    }
  },
  inputs: (stage, { inputs }, name) => log(stage, inputs, name),
  withdraw: (stage, { input }, name) => {
    const { engine } = stage.process;
    const learner = engine.world.facts.find(input.learner);
    if (learner !== undefined) engine.dispatcher.revoke(learner);
    return log(stage, [input], name);
  },
  strategy: changeStrategy,
  staff: work,
  inbox: (stage, { learner, pick }, name) => {
    const { engine } = stage.process;
    const row = engine.world.facts.find(learner) ?? -1;
    const messages = engine.db
      .sql("SELECT send FROM inbox WHERE send BETWEEN ? * 1048576 AND ? * 1048576 + 1048575 ORDER BY send")
      .all(row, row);
    const message = messages[pick % Math.max(1, messages.length)];
    if (message === undefined) return true;
    const receipts = actOnInbox(engine, learner, Number(message.send), pick % 2 === 0 ? "read" : "act") ?? [];
    return receipts.length === 0 || log(stage, receipts, name);
  },
  receipts: report,
};

/** Whether an act was logged though nobody heard of it. */
function isLogged({ process: { engine } }: Stage, name: string): boolean {
  engine.commit();
  return engine.db.sql("SELECT seq FROM intents WHERE id = ?").get(name) !== undefined;
}

/** Logs inputs under the name of their act. */
function log({ process }: Stage, inputs: readonly Logged[], intent: string): boolean {
  const handed = process.hand<number>((done, fail) => ({ kind: "inputs", inputs: [...inputs], intent, done, fail }));
  return process.await(handed) !== null;
}

/** A batch in the intake; `settle` takes what became of it to the book. */
export interface HandedIn {
  handed: Handed<IngestResult>;
  settle(): void;
}

/** Hands a batch to the intake, to be taken with whatever comes next. */
export function handIn({ process, book, wrong }: Stage, { source, isBackfill, items }: ActOf<"batch">): HandedIn {
  const now = process.engine.now();
  const refused: RefusedItem[] = [];
  const good: Item[] = [];
  for (const [index, item] of items.entries()) {
    const checked = checkEvent(item, now);
    if ("event" in checked) good.push(item);
    else refused.push({ index, code: checked.issues[0]?.code ?? "", path: "at", payload: JSON.stringify(item) });
  }
  const hashes = new Uint32Array(good.length * HASH_WORDS);
  for (const [index, item] of good.entries()) {
    hashId(source, item.id, hashes, index * HASH_WORDS);
    hashBody(item, hashes, index * HASH_WORDS + 4);
  }
  const raw = Buffer.from(good.map((item) => `${JSON.stringify(item)}\n`).join(""));
  const batch = { source, isBackfill, count: good.length, raw, hashes, refused };
  const handed = process.hand<IngestResult>((done, fail) => ({ kind: "batch", batch, done, fail }));
  const settle = () => {
    if (handed.answer !== null) wrong("an event has one effect", book.answered(source, good, handed.answer, now));
    else if (!handed.isRefused) book.unanswered(source, good, now);
  };
  return { handed, settle };
}

/** Staff claim an open task, or say how a claimed one went; a late click finds it gone. */
function work(stage: Stage, { pick }: ActOf<"staff">, name: string): boolean {
  const { engine } = stage.process;
  engine.commit();
  const tasks = engine.db.sql("SELECT send, state FROM tasks WHERE state IN ('open', 'claimed') ORDER BY send").all();
  const task = tasks[pick % Math.max(1, tasks.length)];
  if (task === undefined) return true;
  const send = Number(task.send);
  if (task.state === "open" && pick % 3 > 0) return log(stage, [{ is: "claim", send, by: "coach" }], name);
  return log(stage, [{ is: "outcome", send, outcome: pick % 2 === 0 ? "talked" : "missed", by: "coach" }], name);
}

const states = ["delivered", "opened", "acted", "failed"] as const;

/** A provider's receipts: of any sends, in any order, some twice, some of sends nobody knows. */
function report(stage: Stage, act: ActOf<"receipts">, name: string): boolean {
  const { engine } = stage.process;
  const random = act.random.fork("receipts");
  const sends = engine.db
    .sql("SELECT id FROM sends WHERE accepted_at IS NOT NULL ORDER BY id")
    .all()
    .map((row) => Number(row.id));
  const at = engine.now() - random.int(0, HOUR_MS);
  const drawn = [...Array(random.int(1, 4))].map(() => ({
    send: sends.length === 0 ? 1 : random.pick(sends),
    state: random.pick(states),
    at,
  }));
  const list = random.shuffle([...drawn, ...drawn.slice(0, 1), { send: 2 ** 50, state: "opened" as const, at }]);
  const known = list.filter(({ send }) => engine.outbox.get(send) !== null);
  return (
    known.length === 0 ||
    log(
      stage,
      known.map((one) => ({ is: "receipt", ...one })),
      name,
    )
  );
}

function changeStrategy(stage: Stage, { change, pick, random }: ActOf<"strategy">, name: string): boolean {
  const { strategies } = stage.process.engine.world.program;
  const isOf = (state: LiveStrategy["state"]) => strategies.filter((one) => one.state === state);
  const choose = (list: readonly LiveStrategy[]) => list[pick % Math.max(1, list.length)]?.id;
  const draw = random.fork(name);
  if (change === "publish" || change === "move") return log(stage, [publication(stage, draw, change === "move")], name);
  const one = choose(
    change === "resume"
      ? isOf("paused")
      : change === "goLive"
        ? isOf("observe")
        : change === "pause"
          ? strategies.filter(({ state }) => state !== "paused")
          : strategies,
  );
  if (one === undefined) return true;
  const mode = draw.pick([{ continueAt: draw.int(1, 60) }, "skip" as const, "void" as const]);
  return log(
    stage,
    [change === "resume" ? { is: "resume", strategy: one, mode } : { is: change, strategy: one }],
    name,
  );
}

/** A first or next version of one of three strategies. */
function publication({ process, school }: Pick<Stage, "process" | "school">, random: Random, isMove: boolean): Logged {
  const { globals, world } = process.engine;
  const id = `w${random.int(0, 2)}`;
  const document = drawStrategy(random, id, school.startAt, globals.settings);
  const flow = document.nodes.filter(({ type }) => type !== "signal" && type !== "tier").map((node) => node.id);
  const map = random.chance(0.5) ? { [random.pick(flow)]: random.pick([null, ...flow]) } : {};
  return {
    is: "publish",
    document,
    state: random.chance(0.8) ? "live" : "observe",
    running: isMove && world.program.byId.has(id) ? { move: map } : "finish",
    enrolPerHour: random.chance(0.4) ? random.int(1, 200) : null,
  };
}
