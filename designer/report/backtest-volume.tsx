// How much would be sent: by day, or by week where the period is long, and why what was decided did not go out.
import type { EChartsCoreOption } from "echarts/core";
import { useCallback, useMemo } from "react";
import { formatNumber } from "#designer/text/format.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import { wordsOfReason } from "#shared/api/words-reason.ts";
import { channels } from "#shared/channel/all.ts";
import { dayOfDate } from "#shared/kernel/zone.ts";
import type { Backtested } from "./backtest-use.ts";
import { Chart, type Inks } from "./chart.tsx";
import { dayText } from "./number-format.ts";
import { moreWords as words } from "./words-backtest.ts";

/** Longer periods are shown by week. */
const MOST_DAYS = 62;
const WEEK = 7;

interface Bar {
  readonly day: number;
  readonly byChannel: Map<string, number>;
}

/** The bars of all days or weeks between the first and the last, those without a send too. */
function barsOf(days: Backtested["days"]): { bars: Bar[]; isWeekly: boolean } {
  const numbered = days.map(({ day, byChannel }) => ({ day: dayOfDate(day), byChannel }));
  const first = numbered[0]?.day ?? 0;
  const last = numbered.at(-1)?.day ?? first;
  const isWeekly = last - first >= MOST_DAYS;
  const step = isWeekly ? WEEK : 1;
  const count = numbered.length === 0 ? 0 : Math.floor((last - first) / step) + 1;
  const bars = Array.from({ length: count }, (_, n): Bar => ({ day: first + n * step, byChannel: new Map() }));
  for (const { day, byChannel } of numbered) {
    const bar = bars[Math.floor((day - first) / step)];
    for (const [channel, sends] of Object.entries(byChannel))
      bar?.byChannel.set(channel, (bar.byChannel.get(channel) ?? 0) + sends);
  }
  return { bars, isWeekly };
}

/** The chart and what it says in words. */
export function BacktestVolume({ result }: { result: Backtested }) {
  const say = useSay();
  const locale = useLocale();
  const { bars, isWeekly } = useMemo(() => barsOf(result.days), [result.days]);
  const options = useCallback(
    ({ text, line }: Inks): EChartsCoreOption => ({
      grid: { left: 48, right: 16, top: 40, bottom: 32 },
      tooltip: { trigger: "axis" },
      legend: { top: 0, textStyle: { color: text } },
      xAxis: { type: "category", data: bars.map(({ day }) => dayText(day, locale)), axisLabel: { color: text } },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: text },
        splitLine: { lineStyle: { color: line, opacity: 0.4 } },
      },
      series: channels
        .filter(({ id }) => bars.some(({ byChannel }) => byChannel.has(id)))
        .map((channel) => ({
          type: "bar",
          stack: "all",
          barMaxWidth: 24,
          name: say(channel.describe().label),
          data: bars.map(({ byChannel }) => byChannel.get(channel.id) ?? 0),
        })),
    }),
    [bars, locale, say],
  );
  const { peak, taskPeak, messagesPerUnitWeek } = result;
  const number = (value: number, digits = 0) => formatNumber(value, locale, digits);
  const dayOf = (day: string) => dayText(dayOfDate(day), locale);
  const lines: Text[] = [
    ...(peak === null ? [] : [words.peak(number(peak.count), dayOf(peak.day))]),
    ...(taskPeak === null ? [] : [words.taskPeak(number(taskPeak.count), dayOf(taskPeak.day))]),
    ...(messagesPerUnitWeek === null ? [] : [words.perLearner(number(messagesPerUnitWeek, 2))]),
  ];
  return (
    <section aria-label={say(words.volume)}>
      <h3>{say(words.volume)}</h3>
      {bars.length === 0 ? (
        <p className="wb-backtest-note">{say(words.noSends)}</p>
      ) : (
        <>
          <Chart
            name={say(isWeekly ? words.perWeek : words.perDay)}
            file="backtest-volume"
            height={220}
            options={options}
          />
          <ul className="wb-backtest-lines">
            {lines.map((text) => (
              <li key={text.en}>{say(text)}</li>
            ))}
          </ul>
        </>
      )}
      <Reasons title={words.stopped} counts={result.reasons} />
      <Reasons title={words.put} counts={result.held} />
    </section>
  );
}

/** Counts by `state reason` or reason, most first; what every strategy brings with it (escalated, recovered) among them. */
function Reasons({ title, counts }: { title: Text; counts: Readonly<Record<string, number>> }) {
  const say = useSay();
  const locale = useLocale();
  const byReason = new Map<string, number>();
  for (const [key, count] of Object.entries(counts)) {
    const reason = key.split(" ").at(-1) ?? key;
    byReason.set(reason, (byReason.get(reason) ?? 0) + count);
  }
  if (byReason.size === 0) return null;
  return (
    <>
      <h4>{say(title)}</h4>
      <dl className="wb-backtest-facts">
        {[...byReason]
          .sort(([, a], [, b]) => b - a)
          .map(([reason, count]) => (
            <div key={reason}>
              <dt>{say(wordsOfReason(reason))}</dt>
              <dd>{formatNumber(count, locale)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
