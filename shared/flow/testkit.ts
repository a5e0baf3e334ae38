// A school in a test: strategies drawn in a few lines, a log driven by the clock of the story, a dispatcher that answers
// sends by a table, and the journal of what was decided.

import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { SettledState } from "#shared/node/kind.ts";
import { featureKey } from "#shared/state/feature.ts";
import { type Strategy, strategySchema } from "#shared/strategy/document.ts";
import { buildPlan } from "#shared/strategy/plan.ts";
import { advance, fire } from "./advance.ts";
import type { Effect } from "./effect.ts";
import type { Control, Input } from "./input.ts";
import { planFeatures } from "./program.ts";
import { decisionKey, lineOf, textOf } from "./testline.ts";
import { defaultWorldSettings, World, type WorldSettings } from "./world.ts";

/** Midnight of d1, a Monday, in Shanghai (UTC ms). */
const DAY_ONE = Date.UTC(2026, 2, 1, 16);

/** The instant (UTC ms) of "d3 10:00" (or "d3 10:00:59.999"), in Shanghai; numbers pass. */
export function at(when: string | number): number {
  if (typeof when === "number") return when;
  const found = /^d(-?\d+) (\d\d):(\d\d)(?::(\d\d(?:\.\d{1,3})?))?$/.exec(when);
  assert(found !== null, "an instant reads d3 10:00", { when });
  const [, day, hour, minute, second] = found.map(Number);
  return DAY_ONE + ((day ?? 1) - 1) * DAY_MS + (hour ?? 0) * HOUR_MS + (minute ?? 0) * MINUTE_MS + (second || 0) * 1000;
}

/** The other way: "d3 10:00", with seconds only where there are any. */
export function whenOf(instant: number): string {
  const text = new Date(instant - DAY_ONE).toISOString();
  const day = Math.floor((instant - DAY_ONE) / DAY_MS) + 1;
  return `d${day} ${text
    .slice(11, 23)
    .replace(/\.000$/, "")
    .replace(/:00$/, "")}`;
}

const contents = {
  inapp: { title: "t", body: "b" },
  push: { title: "t", body: "b" },
  sms: { body: "b" },
  wechat: { template: "T1", fields: { thing1: "b" } },
  email: { subject: "s", html: "<p>b</p>" },
};

/** A message whose variants share evenly, or by the weights given ("a 7000, b 3000"). */
export function message(channel: keyof typeof contents, variants = "a 10000", more: object = {}): object {
  const list = variants.split(", ").map((text) => text.split(" "));
  const content = { "zh-CN": contents[channel] };
  return { channel, ...more, variants: list.map(([id, weight]) => ({ id, weight: Number(weight), content })) };
}

/** A strategy as a few lines: `nodes` by id, `edges` as "a.port > b" lines; a send's message "sms-x" is made if not given. */
export interface Sketch {
  nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  edges: string;
  messages?: Readonly<Record<string, object>>;
  [field: string]: unknown;
}

function edgesOf(text: string): object[] {
  const found = [...text.matchAll(/([\w-]+)\.([\w-]+) > ([\w-]+)/g)];
  return found.map(([, from, port, to]) => ({ from, port, to }));
}

/** The document of a sketch, checked by the schema; the goal is two days of sessions within 14 days. */
export function draw({ nodes, edges, messages = {}, ...rest }: Sketch): Strategy {
  const made: Record<string, object> = { ...messages };
  for (const node of Object.values(nodes)) {
    const id = node.message;
    if (typeof id === "string") made[id] ??= message(id.split("-")[0] as keyof typeof contents);
  }
  return strategySchema.parse({
    format: "winback.strategy/1",
    id: "win",
    name: { en: "Win" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 2, within: "P14D" },
    nodes: Object.entries(nodes).map(([id, node]) => ({ id, ...node })),
    edges: edgesOf(edges),
    messages: made,
    ...rest,
  });
}

/** One entry of the log. */
export interface Entry {
  at: number;
  input: Input;
}

/** A row of the ledger (ruling 18), with the episode's outcome left to `episodes`. */
export interface Decision {
  key: string;
  kind: string;
  port: string | null;
  variant: string | null;
  at: number;
  reason: string | null;
}

/** How a dispatcher answers a send: by node, else channel, else "*". "accepted opened+2h"; "-" leaves it unanswered. */
export type Answers = Readonly<Record<string, string>>;

/** What a school starts with. */
export interface Opening {
  strategies?: readonly Strategy[];
  settings?: Partial<WorldSettings>;
  answers?: Answers;
}

const unitMs: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };
const states = ["accepted", "unknown", "suppressed", "withheld", "expired", "unreachable"];

/** The inputs one word of an answer stands for: "accepted", "suppressed:cap", "opened+2h", "claim+1h", "outcome:called+3h". */
function inputOf(word: string, send: number, now: number): Entry {
  const [what = "", delay = "0m"] = word.split("+");
  const [name = "", detail = null] = what.split(":");
  const when = now + Number.parseInt(delay, 10) * (unitMs[delay.slice(-1)] ?? 0);
  if (name === "claim") return { at: when, input: { is: "claim", send, by: "teacher" } };
  if (name === "outcome") return { at: when, input: { is: "outcome", send, outcome: detail ?? "", by: "teacher" } };
  if (states.includes(name))
    return { at: when, input: { is: "settled", send, state: name as SettledState, reason: detail } };
  return { at: when, input: { is: "receipt", send, state: name as "opened", at: when } };
}

/** The input of "li session.started math score=80": learner, type, course if any, data. */
export function eventInput(text: string, id: string, when: number, isBackfill = false): Input {
  const [learner = "", type = "", ...rest] = text.trim().split(/\s+/);
  const pairs = rest.filter((part) => part.includes("=")).map((part) => part.split("="));
  const data = Object.fromEntries(
    pairs.map(([name = "", value = ""]) => [name, Number.isNaN(Number(value)) ? value : Number(value)]),
  );
  const course = rest.find((part) => !part.includes("=")) ?? null;
  return {
    is: "event",
    isBackfill,
    event: { id, type, learner, at: when, course, data: pairs.length === 0 ? null : data },
  };
}

/** A school: its world, the log that made it, and what was asked to be written. */
export class School {
  readonly world = new World();
  readonly log: Entry[] = [];
  readonly decisions = new Map<number, Decision>();
  /** Every effect as text. */
  readonly effects: string[] = [];
  readonly ended: Extract<Effect, { is: "ended" }>[] = [];
  readonly sends: Extract<Effect, { is: "send" }>[] = [];
  readonly #lines: { learner: string; line: string }[] = [];
  readonly #coming: Entry[] = [];
  /** How sends are answered from now on. */
  answers: Answers;

  constructor(answers: Answers = { "*": "accepted" }) {
    this.answers = answers;
  }

  /** Applies an input as of an instant: what is due by then comes first. */
  input(when: string | number, input: Input): this {
    this.tick(when);
    return this.put(when, input);
  }

  /** The same after a time without ticks: all that fell due fires in one step. */
  put(when: string | number, input: Input): this {
    this.#apply({ at: at(when), input });
    return this;
  }

  /** Something a learner did; `happened` where it was earlier than it arrived. */
  event(when: string, text: string, happened: string = when): this {
    return this.input(when, eventInput(text, `e${this.log.length}`, at(happened)));
  }

  /** Publishes a version; by default live, running episodes finish, nobody is enrolled who matches already. */
  publish(when: string, document: Strategy, more: Partial<Extract<Control, { is: "publish" }>> = {}): this {
    return this.input(when, { is: "publish", document, state: "live", running: "finish", enrolPerHour: null, ...more });
  }

  /** Lets time pass up to an instant, from one due instant or answer to the next, as an engine that is up does. */
  tick(when: string | number): this {
    const to = at(when);
    for (;;) {
      const coming = this.#coming[0]?.at ?? Number.POSITIVE_INFINITY;
      const next = Math.min(coming, this.world.heap.minAt);
      if (next > to) break;
      if (coming <= next) this.#apply(this.#coming.shift() as Entry);
      else this.jump(next);
    }
    return this.jump(to);
  }

  /** Lets time pass in one step; sends decided on the way are answered after it. */
  jump(when: string | number): this {
    const out: Effect[] = [];
    fire(this.world, at(when), out);
    this.#collect(out);
    return this;
  }

  /** What happened to a learner, a line each: "d4 09:00 nudge send a". */
  story(learner = "li"): string[] {
    return this.#lines.filter((one) => one.learner === learner).map((one) => one.line);
  }

  /** The ledger in order of its keys. */
  ledger(): Decision[] {
    return [...this.decisions.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #apply(entry: Entry): void {
    this.log.push(structuredCopy(entry));
    if (entry.input.is === "publish") this.#catchUp(entry.input.document);
    const out: Effect[] = [];
    fire(this.world, entry.at, out);
    advance(this.world, entry.input, out);
    this.#collect(out);
  }

  /** Builds the features a version needs from the log, as a publish does first (ruling 22). */
  #catchUp(document: Strategy): void {
    const { facts } = this.world;
    const stores = planFeatures(buildPlan(document))
      .filter((spec) => !facts.features.has(featureKey(spec)))
      .map((spec) => facts.keep(spec));
    for (const { input } of this.log) {
      const learner = input.is === "event" ? facts.ixOf.get(input.event.learner) : undefined;
      if (input.is !== "event" || learner === undefined) continue;
      const row = input.event.course === null ? -1 : facts.enrolmentOf(learner, input.event.course);
      facts.foldInto(stores, learner, row, input.event);
    }
  }

  #collect(out: readonly Effect[]): void {
    for (const effect of out) {
      this.effects.push(textOf(effect));
      if (effect.is === "decided") this.#enterDecision(effect);
      const decision = "id" in effect ? this.decisions.get(effect.id) : undefined;
      if (effect.is === "left" && decision !== undefined)
        Object.assign(decision, { port: effect.port, reason: effect.reason });
      if (effect.is === "ended") this.ended.push(effect);
      if (effect.is === "send") this.#answer(effect);
      const line = lineOf(effect, decision?.key.split("/").at(-1) ?? "", whenOf(this.world.now));
      if (line !== null) this.#lines.push({ learner: this.world.facts.ids[effect.learner] ?? "", line });
    }
  }

  #enterDecision(effect: Extract<Effect, { is: "decided" }>): void {
    const key = decisionKey(this.world.facts.ids[effect.learner] ?? "", effect);
    const { kind, variant, at: decidedAt } = effect;
    this.decisions.set(effect.id, { key, kind, port: null, variant, at: decidedAt, reason: null });
  }

  #answer(send: Extract<Effect, { is: "send" }>): void {
    this.sends.push(send);
    const { answers } = this;
    const told = answers[send.node] ?? answers[send.order.channel] ?? answers["*"] ?? "-";
    const words = send.withheld === null ? told : `withheld:${send.withheld}`;
    if (words === "-") return;
    for (const word of words.split(" ")) this.#coming.push(inputOf(word, send.id, Math.max(send.at, this.world.now)));
    this.#coming.sort((a, b) => a.at - b.at);
  }
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A school as it opens on d1 00:00: settings logged, strategies published. */
export function school({ strategies = [], settings = {}, answers }: Opening = {}): School {
  const made = new School(answers);
  made.input("d1 00:00", { is: "settings", settings: { ...defaultWorldSettings, ...settings } });
  for (const document of strategies) made.publish("d1 00:00", document);
  return made;
}

/** The same log in a new world: everything it asks to be written must come out the same. */
export function replay(log: readonly Entry[]): School {
  const again = new School({ "*": "-" });
  for (const entry of log) again.input(entry.at, entry.input);
  return again;
}
