// How many messages learners get, whether it is too many, and how recovery goes from week to week.

import { Alert, Button } from "antd";
import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "react";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import type { FatigueSign } from "#shared/report/overview.ts";
import type { StrategyReport } from "#shared/report/strategy-report.ts";
import { Chart, type Inks } from "./chart.tsx";
import { dayText, pText } from "./number-format.ts";
import { chartWords, fatigueWords as words } from "./words-page.ts";

/** The histogram of a learner's week. */
export function LoadChart({ report: { load, strategy } }: { report: StrategyReport }) {
  const say = useSay();
  const locale = useLocale();
  const options = useCallback(
    ({ text, line }: Inks): EChartsCoreOption => ({
      grid: { left: 48, right: 16, top: 16, bottom: 32 },
      tooltip: {},
      xAxis: {
        type: "category",
        data: load.bars.map(({ sends }) => (sends === 10 ? "10+" : String(sends))),
        axisLabel: { color: text },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: text },
        splitLine: { lineStyle: { color: line, opacity: 0.4 } },
      },
      series: [
        {
          type: "bar",
          name: say(chartWords.learners),
          data: load.bars.map(({ learners }) => learners),
          label: { show: true, position: "top", color: text },
        },
      ],
    }),
    [load, say],
  );
  return (
    <Panel title={say(chartWords.load)}>
      {load.bars.length === 0 ? (
        <p className="wb-dim">{say(chartWords.loadNone)}</p>
      ) : (
        <>
          <p className="wb-dim">{say(chartWords.loadHow(dayText(load.week, locale)))}</p>
          <Chart name={say(chartWords.load)} file={`${strategy}-load`} height={220} options={options} />
        </>
      )}
    </Panel>
  );
}

/** Recovery by week. */
export function RecoveryChart({ report: { recovery, strategy } }: { report: StrategyReport }) {
  const say = useSay();
  const locale = useLocale();
  const { weeks } = recovery;
  const options = useCallback(
    ({ text, line }: Inks): EChartsCoreOption => ({
      grid: { left: 48, right: 16, top: 16, bottom: 32 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: weeks.map(({ week }) => dayText(week, locale)), axisLabel: { color: text } },
      yAxis: {
        type: "value",
        min: 0,
        axisLabel: { color: text, formatter: "{value}%" },
        splitLine: { lineStyle: { color: line, opacity: 0.4 } },
      },
      series: [
        {
          type: "line",
          name: say(chartWords.recovery),
          symbolSize: 8,
          data: weeks.map(({ shown }) => Number(((shown.rate ?? 0) * 100).toFixed(1))),
        },
      ],
    }),
    [weeks, locale, say],
  );
  return (
    <Panel title={say(chartWords.recovery)}>
      {weeks.length === 0 ? (
        <p className="wb-dim">{say(chartWords.recoveryNone)}</p>
      ) : (
        <Chart name={say(chartWords.recovery)} file={`${strategy}-recovery`} height={220} options={options} />
      )}
    </Panel>
  );
}

const alertTypes = { none: "success", amber: "warning", red: "error" } as const;

/** Signs of too many messages, and what a person may do about them. */
export function Fatigue({ report }: { report: StrategyReport }) {
  const say = useSay();
  const last = report.fatigue.at(-1);
  if (last === undefined) return null;
  const { sign } = last;
  return (
    <Panel title={say(words.title)}>
      <Alert
        type={alertTypes[sign.level]}
        showIcon
        title={say(words[sign.level])}
        description={<Signs sign={sign} />}
      />
      {sign.level !== "none" && (
        <div className="wb-proposal">
          <h3>{say(words.proposal)}</h3>
          <p>{say(words.lowerHow)}</p>
          <Button href="/settings/sending?propose=weekly-cap">{say(words.lower)}</Button>
          <Button href={`/strategies/${report.strategy}?panel=settings`}>{say(words.tryCaps)}</Button>
        </div>
      )}
    </Panel>
  );
}

function Signs({ sign: { trend, optOuts, isOptOutAlarm } }: { sign: FatigueSign }) {
  const say = useSay();
  const locale = useLocale();
  const number = (n: number) => formatNumber(n, locale);
  const base = say(isOptOutAlarm ? words.above : words.asUsual);
  return (
    <>
      <p>
        {trend === null
          ? say(words.trendNone)
          : say(words.trend(trend.z.toFixed(1), pText(trend.p), number(trend.learners)))}
      </p>
      <p>{say(words.optOuts(number(optOuts.x), number(optOuts.n), base))}</p>
      <p>{say(words.caveat)}</p>
    </>
  );
}
