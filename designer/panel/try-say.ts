// Says the lines of a trial in the person's language: names of nodes, sentences of signals with their evidence, reasons, times in the
// school's zone. Null for a line that says nothing the next one does not.
import { nameIn, portLabel } from "#designer/canvas/naming.ts";
import { signalSentence } from "#designer/document/describe.ts";
import { type Draft, nodeAt } from "#designer/document/draft.ts";
import { formatDateTime, formatNumber, formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { sayIn } from "#designer/text/say.tsx";
import { wordsOfReason } from "#shared/api/words-reason.ts";
import { channelOf } from "#shared/channel/all.ts";
import { findEventKind } from "#shared/event/catalog.ts";
import { type Field, fieldCatalog } from "#shared/message/fields.ts";
import type { Evidence } from "#shared/signal/kind.ts";
import type { TrySend } from "./try-book.ts";
import type { TryLine } from "./try-line.ts";
import { TRIAL_COURSE, type TrialLearner } from "./try-trial.ts";
import { tryWords, lineWords as words } from "./words-try.ts";

/** What the sayings look at. */
export interface Saying {
  readonly draft: Draft;
  readonly sends: readonly TrySend[];
  readonly locale: Locale;
  readonly zone: string;
  readonly learner: TrialLearner;
}

/** What a course is called; its id where the school gave it no title. */
export function courseLabel({ real, titles = {} }: TrialLearner, course: string, locale: Locale): string {
  return real === null && course === TRIAL_COURSE ? sayIn(locale, tryWords.madeUpCourse) : (titles[course] ?? course);
}

/** An event type's label; the type itself where it has none. */
export function eventLabel(type: string, locale: Locale): string {
  const labels = findEventKind(type)?.labels;
  return labels === undefined ? type : sayIn(locale, labels);
}

/** A channel's label. */
export function channelLabel(channel: TrySend["channel"], locale: Locale): string {
  return sayIn(locale, channelOf(channel).describe().label);
}

/** A line in words. */
export function sayLine(line: TryLine, saying: Saying): string | null {
  const text = textOf(line, saying);
  return text === null ? null : sayIn(saying.locale, text);
}

function textOf(line: TryLine, saying: Saying) {
  const { draft, locale, zone } = saying;
  const name = (id: string) => nameIn(draft, id, locale);
  const reason = (code: string | null) => (code === null ? "" : sayIn(locale, wordsOfReason(code)));
  if ("send" in line) return ofSend(line, saying, reason);
  switch (line.is) {
    case "began":
      return words.began;
    case "event":
      return words.event(
        eventLabel(line.type, locale),
        line.course === null ? null : courseLabel(saying.learner, line.course, locale),
      );
    case "signalOn":
      return words.signalOn(sentenceOf(line.signal, saying) + evidenceOf(line.evidence, locale, zone));
    case "signalOff":
      return words.signalOff(sentenceOf(line.signal, saying));
    case "opened":
      return words.opened(line.number);
    case "tier":
      return words.tier(name(line.tier));
    case "ended":
      return words.ended(line.outcome, reason(line.reason));
    case "armed":
      return words.armed(line.salt, line.arm);
    case "promise":
      return words.promise(name(line.tier), line.state);
    case "entered":
      return isSend(draft, line.node) ? null : words.entered(name(line.node));
    case "left":
      if (line.port === null) return words.dropped(name(line.node), reason(line.reason));
      return line.port === "next" ? null : words.left(name(line.node), portLabel(line.port, locale));
  }
}

function ofSend(line: Extract<TryLine, { send: number }>, saying: Saying, reason: (code: string | null) => string) {
  const { draft, locale, zone, sends } = saying;
  const send = sends.find(({ id }) => id === line.send);
  const name = nameIn(draft, send?.node ?? "", locale);
  const channel = send === undefined ? "" : channelLabel(send.channel, locale);
  switch (line.is) {
    case "decided":
      return words.decided(name, channel);
    case "held":
      return words.held(name, formatDateTime(line.until, locale, zone), reason(line.reason));
    case "settled":
      if (line.state === "accepted") return words.accepted(name, channel, formatDateTime(line.at, locale, zone));
      return words.settled(name, line.state, reason(line.reason));
    case "receipt":
      return words.receipt(name, line.state, line.byHand);
    case "outcome":
      return words.outcome(name, portLabel(line.outcome, locale));
  }
}

function isSend(draft: Draft, id: string): boolean {
  const type = nodeAt(draft, id)?.type;
  return type === "send" || type === "task" || type === "webhook";
}

function sentenceOf(id: string, { draft, locale }: Saying): string {
  const node = nodeAt(draft, id);
  const sentence = node === null ? null : signalSentence(node);
  return sentence === null ? nameIn(draft, id, locale) : sayIn(locale, sentence);
}

const fields: Readonly<Record<string, Field>> = fieldCatalog;

/** The figures that have a name, in brackets. */
function evidenceOf(evidence: Evidence, locale: Locale, zone: string): string {
  const told = Object.entries(evidence).flatMap(([key, value]) => {
    const field = fields[`evidence.${key}`];
    if (field === undefined || value === null) return [];
    return [`${sayIn(locale, field.label)} ${figureOf(field, value, locale, zone)}`];
  });
  const list = told.join(locale === "zh" ? "，" : ", ");
  if (list === "") return "";
  return locale === "zh" ? `（${list}）` : ` (${list})`;
}

function figureOf({ type }: Field, value: string | number | boolean, locale: Locale, zone: string): string {
  if (typeof value !== "number") return String(value);
  if (type === "instant") return formatDateTime(value, locale, zone);
  return type === "rate" ? formatPercent(value, locale) : formatNumber(value, locale, 1);
}
