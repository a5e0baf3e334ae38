// The chart library, of which only what is used is taken; a chunk of its own.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

/** Starts a chart in an element, in a language. */
export function startChart(element: HTMLElement, tag: "zh-CN" | "en"): EChartsType {
  return init(element, null, { renderer: "svg", locale: tag === "en" ? "EN" : "ZH" });
}
