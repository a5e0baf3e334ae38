// The threshold explorer: one signal's number slid over a few values, what each would have cost and found, and the way to take one over.
import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { nodeAt } from "#designer/document/draft.ts";
import { getAt } from "#designer/document/path.ts";
import { formatDuration, formatNumber } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { parseDuration } from "#shared/kernel/duration.ts";
import type { ThresholdValue } from "#shared/strategy/threshold.ts";
import { BacktestTable } from "./backtest-table.tsx";
import type { Backtested } from "./backtest-use.ts";
import { moreWords as words } from "./words-backtest.ts";

/** A value as people write it: 3 天, 0.5. */
function valueText(value: ThresholdValue, locale: Locale): string {
  const ms = typeof value === "string" ? parseDuration(value) : null;
  return typeof value === "string"
    ? ms === null
      ? value
      : formatDuration(ms, locale)
    : formatNumber(value, locale, 4);
}

/** The explorer; nothing where no threshold was slid. */
export function BacktestThreshold({ result: { threshold } }: { result: Backtested }) {
  return threshold === null ? null : <Explorer key={`${threshold.node} ${threshold.field}`} threshold={threshold} />;
}

function Explorer({ threshold }: { threshold: NonNullable<Backtested["threshold"]> }) {
  const say = useSay();
  const locale = useLocale();
  const { store } = useBench();
  const { message } = App.useApp();
  const { node, field, rows } = threshold;
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const drawn = nodeAt(draft, node);
  const now = drawn === null ? null : getAt(drawn, [field]);
  const [chosen, setChosen] = useState<ThresholdValue>(threshold.present);
  const title = say(words.threshold(nameIn(draft, node, locale)));
  const use = () => {
    store.getState().dispatch({ do: "setNode", id: node, path: [field], value: chosen });
    void message.success(say(words.used(valueText(chosen, locale))));
  };
  const named = rows.map(({ value, all }) => ({
    key: String(value),
    name: value === now ? say(words.now(valueText(value, locale))) : valueText(value, locale),
    row: all,
  }));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className="wb-backtest-note">{say(words.thresholdHow)}</p>
      <div className="wb-backtest-row">
        <Segmented<ThresholdValue>
          aria-label={title}
          value={chosen}
          options={rows.map(({ value }) => ({ value, label: valueText(value, locale) }))}
          onChange={setChosen}
        />
        <Button size="small" disabled={isReadOnly || drawn === null || chosen === now} onClick={use}>
          {say(chosen === now ? words.inUse : words.use(valueText(chosen, locale)))}
        </Button>
      </div>
      <BacktestTable title={say(words.value)} rows={named} current={String(chosen)} />
    </section>
  );
}
