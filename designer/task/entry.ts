// A row of a trail as people read it: a title, the lines that explain it, and how it weighs; in both languages at once.

import { nodeAt } from "#designer/document/draft.ts";
import { portName } from "#designer/document/ports.ts";
import { formatDateTime } from "#designer/text/format.ts";
import type { Text } from "#designer/text/say.tsx";
import type { TrailKind, TrailRow } from "#shared/api/trail.ts";
import { findEventKind } from "#shared/event/catalog.ts";
import { nodeKind } from "#shared/node/all.ts";
import { armTexts, isHoldoutSalt, nodeText, variantText } from "./entry-names.ts";
import {
  channelText,
  groupName,
  instantWords,
  joined,
  listOf,
  nameText,
  numberOf,
  recordOf,
  type Speech,
  taskOutcome,
  textOf,
} from "./entry-parts.ts";
import { sendEntries } from "./entry-send.ts";
import { evidenceText } from "./evidence.ts";
import { reasonText } from "./words-reason.ts";
import { fieldWords, outcomeWords, promiseWords, trailWords as words } from "./words-trail.ts";

/** How an entry weighs: what is good or bad for the learner, what warns, what is an act of ours, what is plain. */
export type Tone = "good" | "bad" | "warn" | "act" | "plain";

/** A message that was rendered. */
export interface Rendered {
  readonly channel: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A row in words. */
export interface Entry {
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly tone: Tone;
  readonly message: Rendered | null;
}

/** Gives an entry of a row's figures. */
export type Telling = (row: TrailRow, speech: Speech) => Partial<Entry> & Pick<Entry, "title">;

const LATE_MS = 10 * 60_000;
const MOST_DATA = 8;

function dataLine(data: Readonly<Record<string, unknown>>): Text[] {
  const parts = Object.entries(data)
    .filter(([, value]) => value !== null && typeof value !== "object")
    .slice(0, MOST_DATA)
    .map(([name, value]) => `${name}: ${String(value)}`);
  return parts.length === 0 ? [] : [{ zh: parts.join("，"), en: parts.join(", ") }];
}

const event: Telling = ({ at, params }, { zone, titles }) => {
  const type = textOf(params.type) ?? "";
  const labels = findEventKind(type)?.labels;
  const course = textOf(params.course);
  const received = textOf(params.receivedAt);
  const isLate = params.isBackfill !== true && received !== null && Date.parse(received) - Date.parse(at) > LATE_MS;
  return {
    title: words.event(
      { zh: labels?.["zh-CN"] ?? type, en: labels?.en ?? type },
      course === null ? null : (titles.get(course) ?? course),
    ),
    lines: [
      ...dataLine(recordOf(params.data)),
      ...(params.isBackfill === true ? [words.backfill] : []),
      ...(isLate ? [words.lateEvent(instantWords(received, zone))] : []),
    ],
    tone: findEventKind(type)?.isChurn === true ? "bad" : findEventKind(type)?.isProgress === true ? "good" : "plain",
  };
};

const profile: Telling = ({ params }) => {
  const fields = listOf(params.fields).map((field) => fieldWords[field] ?? { zh: field, en: field });
  return { title: words.profile(joined(fields)), lines: dataLine(recordOf(params.attributes)) };
};

const consent: Telling = ({ params }) => {
  const channel = textOf(params.channel) ?? "all";
  const what = channel === "all" ? words.allChannels : channelText(channel);
  const isGiven = params.isGiven === true;
  return { title: isGiven ? words.consentGiven(what) : words.consentTaken(what), tone: isGiven ? "good" : "warn" };
};

const signal =
  (isOn: boolean): Telling =>
  ({ params }, { zone, titles }) => {
    const name = nameText(params.name, textOf(params.signal) ?? "");
    const said = evidenceText(recordOf(params.evidence), zone, titles);
    return {
      title: isOn ? words.rose(name) : words.fell(name),
      lines: isOn && said.en !== "" ? [said] : [],
      tone: isOn ? "warn" : "plain",
    };
  };

const tierEntered: Telling = ({ params }, { zone, titles }) => {
  const name = nameText(params.name, textOf(params.tier) ?? "");
  const signals = Array.isArray(params.signals) ? params.signals.map(recordOf) : [];
  return {
    title: params.isClimb === true ? words.climbed(name) : words.entered(name),
    lines: signals.map((one) =>
      words.because(nameText(one.name, textOf(one.id) ?? ""), evidenceText(recordOf(one.evidence), zone, titles)),
    ),
    tone: "warn",
  };
};

/** The step's kind, and the name it goes by where there is one. */
function stepName({ params, refs }: TrailRow, speech: Speech): { kind: Text; own: Text | null } {
  const type = textOf(params.nodeKind) ?? "";
  const label = nodeKind(type)?.label;
  const kind = { zh: label?.["zh-CN"] ?? type, en: label?.en ?? type };
  const hasOwn = Object.keys(recordOf(params.name)).length > 0;
  return { kind, own: hasOwn ? nameText(params.name, "") : nodeText(speech, refs.strategy, textOf(params.node) ?? "") };
}

const stepEntered: Telling = (row, speech) => {
  const { kind, own } = stepName(row, speech);
  const variant = variantOf(row, speech);
  return { title: words.step(kind, own), lines: variant === null ? [] : [words.variant(variant)] };
};

/** What a step's variant is called: an arm of its own, or a variant of the message it sends. */
function variantOf({ params, refs }: TrailRow, speech: Speech): string | null {
  const variant = textOf(params.variant);
  const draft = speech.drafts.get(refs.strategy ?? "");
  const message = draft === undefined ? null : textOf(nodeAt(draft, textOf(params.node) ?? "")?.message);
  return variant === null || message === null ? variant : variantText(speech, refs.strategy, message, variant);
}

const stepLeft: Telling = (row, speech) => {
  const { params } = row;
  const { kind, own } = stepName(row, speech);
  const name = own ?? kind;
  const [port, reason] = [textOf(params.port), textOf(params.reason)];
  const lines = reason === null || reason === "end" ? [] : [words.why(reasonText(reason))];
  if (port === null) return { title: words.dropped(name), lines };
  return { title: words.leftBy(name, portName(port) ?? taskOutcome(port)), lines };
};

const promise: Telling = ({ params, refs }, speech) => {
  const state = textOf(params.state) ?? "";
  const reason = textOf(params.reason);
  const id = textOf(params.tier) ?? "";
  const tier = nodeText(speech, refs.strategy, id) ?? { zh: id, en: id };
  return {
    title: promiseWords[state]?.(tier) ?? { zh: state, en: state },
    lines: reason === null ? [] : [words.why(reasonText(reason))],
    tone: state === "kept" ? "good" : state === "broken" ? "bad" : "plain",
  };
};

const ended: Telling = ({ params }) => {
  const outcome = textOf(params.outcome) ?? "";
  const reason = textOf(params.reason);
  return {
    title: words.ended(outcomeWords[outcome] ?? { zh: outcome, en: outcome }),
    lines: reason === null ? [] : [words.why(reasonText(reason))],
    tone: outcome === "recovered" ? "good" : outcome === "lost" ? "bad" : "plain",
  };
};

const arm: Telling = ({ params, refs }, speech) => {
  if (params.isHoldout === true) return { title: words.armHoldout };
  if (isHoldoutSalt(speech, refs.strategy, textOf(params.salt) ?? "")) return { title: words.armTreated };
  return { title: words.arm(...armTexts(speech, refs.strategy, textOf(params.salt) ?? "", textOf(params.arm) ?? "")) };
};

const person = (params: TrailRow["params"], name: string, { actor }: Speech) => actor(textOf(params[name]) ?? "");
const noteLine = (params: TrailRow["params"]) => {
  const note = textOf(params.note);
  return note === null ? [] : [words.quote(note)];
};

/** Every kind of row; one without words does not compile. */
const tellings: Readonly<Record<TrailKind, Telling>> = {
  event,
  profile,
  consent,
  merge: ({ params }) => ({ title: words.merge(textOf(params.from) ?? "") }),
  "signal.rose": signal(true),
  "signal.fell": signal(false),
  "episode.opened": ({ params }) => ({
    title: words.opened(numberOf(params.number) ?? 1),
    lines: params.isHoldout === true ? [words.holdout] : [],
    tone: "warn",
  }),
  "episode.ended": ended,
  "tier.entered": tierEntered,
  "step.entered": stepEntered,
  "step.left": stepLeft,
  ...sendEntries,
  "task.opened": ({ params }, { zone }) => {
    const content = recordOf(params.content);
    const title = textOf(content.title);
    return {
      title: title === null ? words.taskOpened(words.taskBare.zh) : words.taskOpened(title),
      lines: [words.taskDue(groupName(textOf(params.group) ?? ""), instantWords(textOf(params.dueAt), zone))],
      tone: "act",
      message: Object.keys(content).length === 0 ? null : { channel: "task", content },
    };
  },
  "task.claimed": ({ params }, speech) => ({ title: words.taskClaimed(person(params, "by", speech)), tone: "act" }),
  "task.assigned": ({ params }, speech) => ({
    title: words.taskAssigned(person(params, "by", speech), person(params, "to", speech)),
    tone: "act",
  }),
  "task.note": ({ params }, speech) => ({
    title: words.taskNote(person(params, "by", speech)),
    lines: noteLine(params),
    tone: "act",
  }),
  "task.done": ({ params }, speech) => ({
    title: words.taskDone(person(params, "by", speech), taskOutcome(textOf(params.outcome) ?? "")),
    lines: noteLine(params),
    tone: "good",
  }),
  "task.expired": () => ({ title: words.taskExpired, tone: "bad" }),
  "task.cancelled": () => ({ title: words.taskCancelled }),
  arm,
  promise,
};

/** A row in words. */
export function entryOf(row: TrailRow, speech: Speech): Entry {
  return { lines: [], tone: "plain", message: null, ...tellings[row.kind](row, speech) };
}

/** The day of a row in the school's zone, by which a time line is grouped: `2026-03-05`. */
export function dayOf(at: string, zone: string): string {
  return formatDateTime(at, "zh", zone).slice(0, 10).replaceAll("/", "-");
}
