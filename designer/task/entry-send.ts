// The rows of a trail that are about a message: decided, held, tried, settled, received; each with why.
import type { Text } from "#designer/text/say.tsx";
import type { TrailKind, TrailRow } from "#shared/api/trail.ts";
import type { Rendered, Telling, Tone } from "./entry.ts";
import { messageText, variantText } from "./entry-names.ts";
import { channelText, instantWords, numberOf, recordOf, type Speech, textOf } from "./entry-parts.ts";
import { reasonText } from "./words-reason.ts";
import { receiptWords, settledWords, trailWords as words } from "./words-trail.ts";

type Params = Readonly<Record<string, unknown>>;
type SendKind = Extract<TrailKind, `send.${string}`>;

function whatOf(params: Params): Text {
  return channelText(textOf(params.channel) ?? "");
}

function messageOf(params: Params): Rendered | null {
  const content = recordOf(params.content);
  const channel = textOf(params.channel);
  return channel === null || channel === "task" || Object.keys(content).length === 0 ? null : { channel, content };
}

function aboutMessage({ params, refs }: TrailRow, speech: Speech): Text[] {
  const guardian = params.recipient === "guardian" ? [words.guardian] : [];
  const [message, variant] = [textOf(params.message), textOf(params.variant)];
  if (message === null) return guardian;
  const name = messageText(speech, refs.strategy, message);
  const called = variant === null ? null : variantText(speech, refs.strategy, message, variant);
  if (called === null) return [name, ...guardian];
  const { zh, en } = words.variant(called);
  return [{ zh: `${name.zh} · ${zh}`, en: `${name.en} · ${en}` }, ...guardian];
}

const because = (reason: unknown): Text[] => {
  const code = textOf(reason);
  return code === null ? [] : [words.why(reasonText(code))];
};

const decided: Telling = (row, speech) => {
  const { params } = row;
  const due = textOf(params.dueAt);
  return {
    title: words.decided(whatOf(params)),
    lines: [...aboutMessage(row, speech), ...(due === null ? [] : [words.dueAt(instantWords(due, speech.zone))])],
    tone: "act",
    message: due === null ? null : messageOf(params),
  };
};

const held: Telling = ({ at, params }, { zone }) => {
  const reason = reasonText(textOf(params.reason) ?? "");
  const until = textOf(params.until);
  const isOpen = until === null || Date.parse(until) - Date.parse(at) > MAX_WAIT_MS;
  const windows = Array.isArray(params.windows) ? params.windows.map(recordOf) : [];
  return {
    title: words.held(whatOf(params)),
    lines: [
      isOpen ? words.heldOpen(reason) : words.heldUntil(reason, instantWords(until, zone)),
      ...windows.flatMap((one) => {
        const [from, to] = [textOf(one.from), textOf(one.to)];
        return from === null || to === null ? [] : [words.window(from, to)];
      }),
    ],
    tone: "warn",
  };
};

const tones: Readonly<Record<string, Tone>> = {
  accepted: "act",
  unknown: "warn",
  unreachable: "bad",
  failed: "bad",
  expired: "bad",
};

const settled: Telling = (row, speech) => {
  const { params } = row;
  const state = textOf(params.state) ?? "";
  const winner = textOf(params.winner);
  return {
    title: settledWords[state]?.(whatOf(params)) ?? { zh: state, en: state },
    lines: [
      ...aboutMessage(row, speech),
      ...because(params.reason),
      ...(winner === null ? [] : [words.winner(winner)]),
      ...(params.transport === "sandbox" ? [words.sandbox] : []),
    ],
    tone: tones[state] ?? "warn",
    message: messageOf(params),
  };
};

const attempt: Telling = ({ params }) => {
  const result = textOf(params.result) ?? "";
  return {
    title: words.attempt(numberOf(params.n) ?? 1, whatOf(params)),
    lines: [words.attemptResult[result] ?? { zh: result, en: result }, ...because(params.reason)],
    tone: result === "accepted" ? "plain" : "warn",
  };
};

const receipt: Telling = ({ params }) => {
  const state = textOf(params.state) ?? "";
  return {
    title: receiptWords[state]?.(whatOf(params)) ?? { zh: state, en: state },
    tone: state === "failed" ? "bad" : "good",
  };
};

// Beyond this a hold has no end of its own: it ends when somebody lets it.
const MAX_WAIT_MS = 366 * 86_400_000;

/** How each row about a message is told. */
export const sendEntries: Readonly<Record<SendKind, Telling>> = {
  "send.decided": decided,
  "send.held": held,
  "send.settled": settled,
  "send.attempt": attempt,
  "send.receipt": receipt,
};
