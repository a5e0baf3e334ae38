// What to run: the period, when a withdrawal counts, whether to compare, and which threshold to slide.
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { MOST_HORIZON_DAYS } from "#shared/api/backtests.ts";
import { isSignal, type Strategy } from "#shared/strategy/document.ts";
import { thresholdOf } from "#shared/strategy/threshold.ts";
import type { BacktestWish } from "./backtest-use.ts";
import { backtestWords as words } from "./words-backtest.ts";

const USUAL_HORIZON = 28;

interface Given {
  readonly document: Strategy;
  readonly isBusy: boolean;
  /** Whether there was a run before. */
  readonly isAgain: boolean;
  readonly onStart: (wish: BacktestWish) => void;
}

/** The form. */
export function BacktestForm({ document, isBusy, isAgain, onStart }: Given) {
  const say = useSay();
  const signals = document.nodes.filter((node) => isSignal(node) && thresholdOf(node) !== null).map(({ id }) => id);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [horizonDays, setHorizon] = useState(USUAL_HORIZON);
  const [againstLive, setAgainst] = useState(true);
  const [chosen, setChosen] = useState<string | null>(signals[0] ?? null);
  const node = chosen !== null && signals.includes(chosen) ? chosen : null;
  const start = () =>
    onStart({
      horizonDays,
      againstLive,
      ...(from === "" ? {} : { fromDay: from }),
      ...(to === "" ? {} : { toDay: to }),
      ...(node === null ? {} : { threshold: { node } }),
    });
  return (
    <form
      className="wb-backtest-form"
      aria-label={say(words.setting)}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <div className="wb-backtest-row">
        <Day label={say(words.from)} value={from} onChange={setFrom} />
        <Day label={say(words.to)} value={to} onChange={setTo} />
        <span className="wb-backtest-note">{say(words.periodHow)}</span>
      </div>
      <div className="wb-backtest-row">
        <Slide signals={signals} node={node} onChange={setChosen} />
        <Horizon days={horizonDays} onChange={setHorizon} />
      </div>
      <div className="wb-backtest-row">
        <Checkbox checked={againstLive} onChange={({ target }) => setAgainst(target.checked)}>
          {say(words.against)}
        </Checkbox>
        <Button type="primary" htmlType="submit" disabled={isBusy}>
          {say(isAgain ? words.again : words.start)}
        </Button>
      </div>
    </form>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <Input
      type="date"
      className="wb-backtest-day"
      prefix={label}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function Horizon({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const say = useSay();
  const id = useId();
  return (
    <label className="wb-backtest-field" htmlFor={id}>
      <span>{say(words.horizon)}</span>
      <InputNumber<number>
        id={id}
        min={1}
        max={MOST_HORIZON_DAYS}
        precision={0}
        value={days}
        onChange={(next) => next !== null && onChange(next)}
      />
    </label>
  );
}

function Slide(given: { signals: readonly string[]; node: string | null; onChange: (node: string | null) => void }) {
  const say = useSay();
  const locale = useLocale();
  const draft = useCanvas(({ history }) => history.present);
  const options = given.signals.map((value) => ({ value, label: nameIn(draft, value, locale) }));
  return (
    <div className="wb-backtest-field">
      <span aria-hidden="true">{say(words.slide)}</span>
      <Select
        aria-label={say(words.slide)}
        value={given.node ?? ""}
        options={[{ value: "", label: say(words.none) }, ...options]}
        onChange={(value: string) => given.onChange(value === "" ? null : value)}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}
