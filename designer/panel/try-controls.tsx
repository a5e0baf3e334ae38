// Time in a trial: back, next, an hour, a day, play, to the end; and situations that change what comes.
import {
  CaretRightOutlined,
  FastForwardOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
  UndoOutlined,
} from "@ant-design/icons";
import { Alert, Button, Popconfirm } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { before } from "./try-run.ts";
import { preset, presets } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";
import { presetWords, tryWords as words } from "./words-try.ts";

const BEAT_MS = 700;

/** The controls. */
export function TryControls() {
  const say = useSay();
  const locale = useLocale();
  const { trial, state, zone, go } = useTrial();
  const { at, nextAt } = state;
  const [isPlaying, setPlaying] = usePlaying();
  return (
    <div className="wb-try-controls">
      <div className="wb-try-row">
        <strong className="wb-try-clock" aria-label={say(words.clock)} role="timer">
          {formatDateTime(at, locale, zone)}
        </strong>
        <span className="wb-try-note">{say(words.zone(zone))}</span>
        <Renew />
      </div>
      <fieldset className="wb-try-row" aria-label={say(words.controls)}>
        <Button
          size="small"
          icon={<StepBackwardOutlined />}
          disabled={at <= trial.startAt}
          onClick={() => go(before(trial, state, at))}
        >
          {say(words.back)}
        </Button>
        <Button
          size="small"
          type="primary"
          icon={<StepForwardOutlined />}
          disabled={nextAt === null}
          onClick={() => nextAt !== null && go(nextAt)}
        >
          {say(words.next)}
        </Button>
        <Button size="small" onClick={() => go(at + HOUR_MS)} disabled={at >= trial.endAt}>
          {say(words.hour)}
        </Button>
        <Button size="small" onClick={() => go(at + DAY_MS)} disabled={at >= trial.endAt}>
          {say(words.day)}
        </Button>
        <Button
          size="small"
          icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
          disabled={nextAt === null}
          onClick={() => setPlaying(!isPlaying)}
        >
          {say(isPlaying ? words.pause : words.play)}
        </Button>
        <Button
          size="small"
          icon={<FastForwardOutlined />}
          disabled={at >= trial.endAt}
          onClick={() => go(trial.endAt)}
        >
          {say(words.end)}
        </Button>
      </fieldset>
      <Presets />
      {!state.isInAudience && <Alert type="warning" showIcon title={say(words.outside)} />}
      <p className="wb-try-note">
        {say(nextAt === null ? words.nothing : words.nextAt(formatDateTime(nextAt, locale, zone)))}
      </p>
    </div>
  );
}

/** Back to a made-up learner at the beginning; asks first, since what was set up is gone then. */
function Renew() {
  const say = useSay();
  const { renew } = useTrial();
  return (
    <Popconfirm title={say(words.renewHow)} okText={say(words.renew)} onConfirm={renew} placement="bottomRight">
      <Button size="small" className="wb-try-renew" icon={<UndoOutlined />}>
        {say(words.renew)}
      </Button>
    </Popconfirm>
  );
}

/** Stretches of a learner's life to add from here on. */
function Presets() {
  const say = useSay();
  const { trial, state, zone, change } = useTrial();
  return (
    <fieldset className="wb-try-row" aria-label={say(words.presets)}>
      <span className="wb-try-note">{say(words.presets)}</span>
      {presets.map((kind) => (
        <Button
          key={kind}
          size="small"
          onClick={() => {
            const next = preset(trial, kind, state.at, zone);
            change(next.plan, next.at);
          }}
        >
          {say(presetWords[kind])}
        </Button>
      ))}
    </fieldset>
  );
}

/** Playing goes to the next thing at every beat, until there is none. */
function usePlaying() {
  const { state, go } = useTrial();
  const [isOn, setOn] = useState(false);
  const isPlaying = isOn && state.nextAt !== null;
  const beat = useEffectEvent(() => {
    if (state.nextAt !== null) go(state.nextAt);
  });
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
  return [isPlaying, setOn] as const;
}
