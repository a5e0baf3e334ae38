// The lines of an experiment: the difference with its band over all looks, and who came in.
import type { EChartsCoreOption } from "echarts/core";
import { useCallback } from "react";
import type { Locale } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { Comparison } from "#shared/report/report.ts";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { Chart, type Inks } from "./chart.tsx";
import { dayText } from "./number-format.ts";
import { Plot } from "./plot.tsx";
import { chartWords as words } from "./words-page.ts";

/** More marks than these run into one another. */
const MOST_MARKS = 12;
const grid = { left: 48, right: 24, top: 32, bottom: 32 };

function axisOf({ text, line }: Inks) {
  return {
    axisLabel: { color: text },
    axisLine: { lineStyle: { color: line } },
    splitLine: { lineStyle: { color: line, opacity: 0.4 } },
  };
}

/** The difference over time. */
export function LiftChart({ comparison, salt }: { comparison: Comparison; salt: string }) {
  const say = useSay();
  const locale = useLocale();
  const { points, verdict, arm } = comparison;
  const options = useCallback(
    (inks: Inks): EChartsCoreOption => {
      const of = (read: (point: (typeof points)[number]) => number) =>
        points.map((point) => Number((read(point) * 100).toFixed(2)));
      const low = of((point) => point.low);
      const high = of((point) => point.high);
      const line = {
        type: "line",
        showAllSymbol: false,
        symbolSize: 6,
        lineStyle: { width: 1, type: "dashed" },
      } as const;
      const last = points.length - 1;
      const step = Math.ceil(points.length / MOST_MARKS);
      const mark = (_: unknown, { dataIndex }: { dataIndex: number }) =>
        verdict.isFinal && dataIndex === last ? 14 : dataIndex % step === 0 ? 6 : 0;
      const shape = (_: unknown, { dataIndex }: { dataIndex: number }) =>
        verdict.isFinal && dataIndex === last ? "rect" : "circle";
      return {
        grid,
        tooltip: { trigger: "axis" },
        legend: { textStyle: { color: inks.text }, top: 0, right: 32 },
        xAxis: { type: "category", data: points.map(({ day }) => dayText(day, locale)), ...axisOf(inks) },
        yAxis: { type: "value", name: say(words.points), nameTextStyle: { color: inks.text }, ...axisOf(inks) },
        series: [
          { ...line, name: say(words.high), data: high, symbol: "triangle" },
          { ...line, name: say(words.low), data: low, symbol: "diamond" },
          {
            type: "line",
            // Its own marks are thinned by size, since the last look's must never be left out.
            showAllSymbol: true,
            name: say(words.estimate),
            data: of((point) => point.estimate),
            lineStyle: { width: 3 },
            symbol: shape,
            symbolSize: mark,
            markLine: {
              silent: true,
              symbol: "none",
              label: { show: false },
              lineStyle: { color: inks.text, type: "solid" },
              data: [{ yAxis: 0 }],
            },
          },
        ],
      };
    },
    [points, verdict.isFinal, locale, say],
  );
  return (
    <Plot title={say(words.lift)}>
      {points.length === 0 ? (
        <p className="wb-dim">{say(words.noLooks)}</p>
      ) : (
        <>
          <p className="wb-dim">{say(words.liftHow)}</p>
          <Chart name={say(words.lift)} file={`${salt}-${arm}-lift`} options={options} />
        </>
      )}
    </Plot>
  );
}

const shapes = ["circle", "rect", "triangle", "diamond", "pin"];
const strokes = ["solid", "dashed", "dotted"];

function assignedOptions(
  view: ExperimentView,
  inks: Inks,
  locale: Locale,
  say: ReturnType<typeof useSay>,
): EChartsCoreOption {
  const { assigned, spec, armNames } = view;
  return {
    grid,
    tooltip: { trigger: "axis" },
    legend: { textStyle: { color: inks.text }, top: 0, left: 40 },
    xAxis: { type: "category", data: assigned.map(({ day }) => dayText(day, locale)), ...axisOf(inks) },
    yAxis: { type: "value", minInterval: 1, ...axisOf(inks) },
    series: spec.arms.map((arm, at) => ({
      type: "line",
      showAllSymbol: false,
      name: say(armNames[arm] ?? { zh: arm, en: arm }),
      data: assigned.map(({ counts }) => counts[arm] ?? 0),
      symbol: shapes[at % shapes.length],
      symbolSize: 7,
      lineStyle: { width: 2, type: strokes[at % strokes.length] },
    })),
  };
}

/** Learners who came in, by arm. */
export function AssignedChart({ view }: { view: ExperimentView }) {
  const say = useSay();
  const locale = useLocale();
  const options = useCallback((inks: Inks) => assignedOptions(view, inks, locale, say), [view, locale, say]);
  if (view.assigned.length === 0) return null;
  return (
    <Plot title={say(words.assigned)}>
      <Chart name={say(words.assigned)} file={`${view.salt}-assigned`} options={options} />
    </Plot>
  );
}
