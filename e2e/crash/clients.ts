// HTTP clients that live through the kills: each sends events and settings, keeps what was acknowledged, and after a lost answer
// sends the same bytes again or gives up on them, as real clients do.
import { setTimeout as pause } from "node:timers/promises";
import type { Row } from "#e2e/api/kit.ts";
import { Chance } from "#e2e/drive/chance.ts";
import { type Answer, Connection, type Outgoing } from "#e2e/drive/connection.ts";
import { SCHOOL_AT } from "./school.ts";

/** What the clients know. Events by id, as the JSON text that was sent. */
export interface Ledger {
  acknowledged: Map<string, string>;
  /** Sent, never answered, and not sent again: they may be in or not. */
  unknown: Map<string, string>;
  /** The number in the last school name that was acknowledged. */
  settingsCount: number;
  requestCount: number;
  lostAnswerCount: number;
  /** Answers that no client should ever see. */
  faults: string[];
}

/** Clients at work. */
export interface Clients {
  ledger: Ledger;
  /** Ends them; each first sees its last request through. */
  stop(): Promise<void>;
}

/** How often a lost request is given up instead of sent again. */
const GIVE_UP_RATE = 0.15;
const RETRY_MS = 25;
/** Most learners of one client. */
const LEARNERS = 400;
const ndjson = "application/x-ndjson";

interface Act {
  outgoing: Outgoing;
  events: { id: string; text: string }[];
  done(): void;
}

/** The server, and the settings that the school has. */
export interface Target {
  url: string;
  key: string;
  settings: Row;
}

/** Starts so many clients, one more that saves settings, and one that moves the clock. */
export function startClients(server: Target, count: number, seed: string): Clients {
  const ledger: Ledger = {
    acknowledged: new Map(),
    unknown: new Map(),
    settingsCount: 0,
    requestCount: 0,
    lostAnswerCount: 0,
    faults: [],
  };
  const state = { isStopping: false };
  const makers = [
    ...Array.from({ length: count }, (_, n) => eventMaker(`${seed}/c${n}`, `c${n}`)),
    settingsMaker(ledger, server.settings),
    clockMaker(seed),
  ];
  const loops = makers.map((make, n) => runClient(server, make, ledger, state, new Chance(seed, "retry", String(n))));
  return {
    ledger,
    stop: async () => {
      state.isStopping = true;
      await Promise.all(loops);
    },
  };
}

type Maker = () => { act: Act; pauseMs: number };

async function runClient(
  server: Target,
  make: Maker,
  ledger: Ledger,
  state: { isStopping: boolean },
  chance: Chance,
): Promise<void> {
  const connection = new Connection(server.url, server.key);
  while (!state.isStopping) {
    const { act, pauseMs } = make();
    await see(connection, act, ledger, state, chance);
    await pause(pauseMs);
  }
  connection.close();
}

/** Sees one request through: to an answer, or to giving up on it. */
async function see(
  connection: Connection,
  act: Act,
  ledger: Ledger,
  state: { isStopping: boolean },
  chance: Chance,
): Promise<void> {
  for (;;) {
    ledger.requestCount += 1;
    const answer = await connection.send(act.outgoing);
    const verdict = judge(answer);
    if (verdict === "done") {
      for (const { id, text } of act.events) ledger.acknowledged.set(id, text);
      act.done();
      return;
    }
    if (verdict !== "again") {
      ledger.faults.push(`${act.outgoing.path}: ${verdict}`);
      return;
    }
    // Nothing listens: the request was never sent, and is sent when the server is back.
    const isLost = !answer.isAnswer && answer.code !== "ECONNREFUSED";
    if (isLost) ledger.lostAnswerCount += 1;
    if (isLost && !state.isStopping && chance.next() < GIVE_UP_RATE) {
      for (const { id, text } of act.events) ledger.unknown.set(id, text);
      return;
    }
    await pause(RETRY_MS);
  }
}

function judge(answer: Answer): "done" | "again" | string {
  if (!answer.isAnswer) return "again";
  const { status, text } = answer;
  if (status === 429 || status === 503) return "again";
  if (status >= 300) return `${status} ${text.slice(0, 200)}`;
  return /"rejected":\[\{/.test(text) ? `refused items: ${text.slice(0, 200)}` : "done";
}

function eventMaker(seed: string, name: string): Maker {
  const chance = new Chance(seed, "events");
  let count = 0;
  const make = () => {
    count += 1;
    const event = {
      id: `${name}-${count}`,
      type: chance.next() < 0.15 ? "complaint.filed" : "session.started",
      learner: `${name}.s${chance.whole(1, LEARNERS)}`,
      at: new Date(SCHOOL_AT + chance.whole(0, 60_000)).toISOString(),
    };
    return { id: event.id, text: JSON.stringify(event) };
  };
  return () => {
    const events = Array.from({ length: chance.one([1, 1, 5, 40]) }, make);
    const texts = events.map(({ text }) => text);
    const isLines = chance.next() < 0.5;
    const body = isLines ? texts.join("\n") : texts.length === 1 ? (texts[0] ?? "") : `[${texts.join()}]`;
    const outgoing: Outgoing = {
      method: "POST",
      path: "/v1/events",
      type: isLines ? ndjson : "application/json",
      body,
    };
    return { act: { outgoing, events, done: () => {} }, pauseMs: chance.whole(0, 8) };
  };
}

/** Saves settings, an act that crosses both stores; the number stands in the school's name. */
function settingsMaker(ledger: Ledger, settings: Row): Maker {
  let count = 0;
  return () => {
    count += 1;
    const number = count;
    const body = JSON.stringify({ ...settings, schoolName: String(number) });
    const done = () => {
      ledger.settingsCount = number;
    };
    return { act: { outgoing: { method: "PUT", path: "/api/settings", body }, events: [], done }, pauseMs: 60 };
  };
}

/** Moves the clock: set, not advanced, so that a request sent again moves it once. */
function clockMaker(seed: string): Maker {
  const chance = new Chance(seed, "clock");
  let at = SCHOOL_AT;
  return () => {
    at += chance.whole(1_000, 240_000);
    const body = JSON.stringify({ set: new Date(at).toISOString() });
    const outgoing: Outgoing = { method: "POST", path: "/test/clock", body };
    return { act: { outgoing, events: [], done: () => {} }, pauseMs: 100 };
  };
}
