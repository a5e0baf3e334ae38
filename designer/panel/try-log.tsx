// What happened in a trial, newest first; a line about a send shows its text in its channel's frame, and takes receipts by hand.
import { Button, Tag } from "antd";
import { goTo } from "#designer/canvas/acts.ts";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { portLabel } from "#designer/canvas/naming.ts";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { isAnswerable, type TrySend } from "./try-book.ts";
import type { TryLine } from "./try-line.ts";
import { TryMessage } from "./try-message.tsx";
import { type Preview, useTryPreviews } from "./try-previews.ts";
import { sayLine } from "./try-say.ts";
import type { TrialAct } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";
import { sendStates, tryWords as words } from "./words-try.ts";

/** What is done by hand is done a second after what is seen. */
const HAND_MS = 1000;

/** The log. */
export function TryLog() {
  const say = useSay();
  const { state } = useTrial();
  const { previewOf } = useTryPreviews();
  const told = state.lines.map((line, number) => ({ line, number })).toReversed();
  return (
    <ol className="wb-try-log" aria-label={say(words.log)} aria-live="polite">
      {told.map(({ line, number }) => (
        <Line key={number} line={line} previewOf={previewOf} />
      ))}
    </ol>
  );
}

function Line({ line, previewOf }: { line: TryLine; previewOf: (send: TrySend) => Preview | null }) {
  const locale = useLocale();
  const bench = useBench();
  const { trial, state, zone } = useTrial();
  const draft = useCanvas(({ history }) => history.present);
  const text = sayLine(line, { draft, sends: state.sends, locale, zone, learner: trial.learner });
  if (text === null) return null;
  const send = "send" in line ? (state.sends.find(({ id }) => id === line.send) ?? null) : null;
  const node = "node" in line ? line.node : "tier" in line ? line.tier : "signal" in line ? line.signal : send?.node;
  const tone = line.is === "settled" && line.state !== "accepted" ? "stopped" : line.is;
  return (
    <li className={`wb-try-line wb-try-${tone}`}>
      <time dateTime={new Date(line.at).toISOString()}>{formatDateTime(line.at, locale, zone)}</time>
      <div>
        {node === undefined ? (
          <span>{text}</span>
        ) : (
          <button type="button" onClick={() => goTo(bench, node)}>
            {text}
          </button>
        )}
        {line.is === "decided" && send !== null && (
          <>
            <TryMessage send={send} preview={previewOf(send)} />
            <Answers send={send} />
          </>
        )}
      </div>
    </li>
  );
}

const steps = ["delivered", "opened", "acted"] as const;

/** The state of a send, and what may be set by hand. */
function Answers({ send }: { send: TrySend }) {
  const say = useSay();
  const locale = useLocale();
  const { trial, state, change } = useTrial();
  const at = state.at + HAND_MS;
  const act = (one: TrialAct) => change({ ...trial, acts: [...trial.acts, one] }, at);
  const isOut = send.outcome.acceptedAt !== null;
  const node = trial.document.nodes.find(({ id }) => id === send.node);
  const isWaiting = state.here.includes(send.node);
  return (
    <fieldset className="wb-try-row" aria-label={say(words.receipts)}>
      <Tag color={isOut ? "success" : "default"}>{say(sendStates[send.outcome.state] ?? words.title)}</Tag>
      {isOut &&
        isAnswerable(send.channel) &&
        steps.map((step) => (
          <Button
            key={step}
            size="small"
            disabled={send.outcome[`${step}At`] !== null}
            onClick={() => act({ is: "receipt", send: send.id, state: step, at })}
          >
            {say(words[step])}
          </Button>
        ))}
      {node?.type === "task" &&
        isWaiting &&
        node.outcomes.map((outcome) => (
          <Button key={outcome} size="small" onClick={() => act({ is: "outcome", send: send.id, outcome, at })}>
            {portLabel(outcome, locale)}
          </Button>
        ))}
    </fieldset>
  );
}
