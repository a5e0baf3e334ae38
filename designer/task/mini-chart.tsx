// A small line chart of a few series over days, drawn by echarts as SVG; each line has a mark of its own, so that colour is not needed,
// and a table of the same figures stands behind it for those who do not see it.
import { LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type ECharts, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { formatDay } from "#designer/text/format.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import { useLook, useMedia } from "#designer/ui/theme-choice.tsx";
import type { Series } from "./overview.ts";

use([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Given {
  title: Text;
  /** `YYYY-MM-DD`. */
  days: readonly string[];
  series: readonly Series[];
}

const marks = ["circle", "triangle", "rect"] as const;

/** The chart. */
export function MiniChart({ title, days, series }: Given) {
  const say = useSay();
  const locale = useLocale();
  const { look } = useLook();
  const isStill = useMedia("(prefers-reduced-motion: reduce)");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: "svg" });
    const dates = days.map((day) => formatDay(day, locale));
    draw(chart, element, { days: dates, isStill, lines: series.map((one) => ({ ...one, name: say(one.name) })) });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
    // The look changes the colours that the page's style gives.
  }, [days, series, say, locale, isStill, look]);
  return (
    <figure className="wb-chart">
      <figcaption>{say(title)}</figcaption>
      <div ref={place} className="wb-chart-place" aria-hidden="true" />
      <table className="wb-unseen">
        <caption>{say(title)}</caption>
        <tbody>
          {series.map(({ name, values }) => (
            <tr key={name.en}>
              <th scope="row">{say(name)}</th>
              {values.map((value, index) => (
                <td key={days[index]}>{`${formatDay(days[index] ?? "", locale)}: ${value}`}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

interface Drawn {
  /** As people read them. */
  days: readonly string[];
  isStill: boolean;
  lines: readonly { name: string; tone: Series["tone"]; values: readonly number[] }[];
}

function draw(chart: ECharts, element: Element, { days, isStill, lines }: Drawn): void {
  const ink = inksOf(element);
  chart.setOption({
    animation: !isStill,
    aria: { enabled: false },
    grid: { top: 8, right: 12, bottom: 52, left: 36 },
    legend: { bottom: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: ink("text-2") } },
    tooltip: {
      trigger: "axis",
      backgroundColor: ink("raised"),
      borderColor: ink("line"),
      textStyle: { color: ink("text"), fontSize: 12 },
    },
    xAxis: {
      type: "category",
      data: [...days],
      axisLine: { lineStyle: { color: ink("line-strong") } },
      axisTick: { show: false },
      axisLabel: { color: ink("text-3"), fontSize: 11 },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitLine: { lineStyle: { color: ink("line") } },
      axisLabel: { color: ink("text-3"), fontSize: 11 },
    },
    series: lines.map(({ name, tone, values }, index) => ({
      name,
      type: "line",
      data: [...values],
      symbol: marks[index] ?? "diamond",
      symbolSize: 6,
      lineStyle: { width: 2, type: index === 2 ? "dashed" : "solid" },
      itemStyle: { color: ink(tone) },
    })),
  });
}

/** The page's colours as they are now: light or dark. SVG attributes take no `light-dark()`, so the browser works them out. */
function inksOf(element: Element): (name: string) => string {
  const probe = document.createElement("span");
  element.append(probe);
  const found = new Map<string, string>();
  const names = ["primary", "good", "bad", "warn", "text", "text-2", "text-3", "line", "line-strong", "raised"];
  for (const name of names) {
    probe.style.color = `var(--wb-${name})`;
    found.set(name, getComputedStyle(probe).color);
  }
  probe.remove();
  return (name) => found.get(name) ?? "currentColor";
}
