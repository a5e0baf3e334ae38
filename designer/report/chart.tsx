// A chart: drawn as SVG, described in words for those who do not see it, told apart by shape and pattern as well as colour, and
// exported as a picture. The library is loaded with the first chart that is shown.
import { Button } from "antd";
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { reportWords } from "./words.ts";

/** Colours of a chart in the look that holds. */
export interface Inks {
  readonly text: string;
  readonly line: string;
  readonly font: string;
  readonly series: readonly string[];
}

function inksOf(element: Element): Inks {
  const probe = document.createElement("span");
  element.append(probe);
  // Computed through a property, since a variable holds light-dark() as it was written.
  const ink = (name: string) => {
    probe.style.color = `var(--wb-${name})`;
    return getComputedStyle(probe).color;
  };
  const inks = {
    // By name, since labels are measured on a canvas, which knows no "inherit".
    font: getComputedStyle(probe).fontFamily,
    text: ink("text-2"),
    line: ink("line-strong"),
    series: ["primary", "warn", "good", "bad", "text-3"].map(ink),
  };
  probe.remove();
  return inks;
}

const loadCharts = () => import("./echarts.ts");

/** A chart; `options` makes it from the inks. `name` says what it shows. */
export function Chart({
  name,
  file,
  height = 260,
  options,
}: {
  name: string;
  file: string;
  height?: number;
  options: (inks: Inks) => EChartsCoreOption;
}) {
  const say = useSay();
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let made: EChartsType | null = null;
    let isGone = false;
    const resize = new ResizeObserver(() => made?.resize());
    void loadCharts().then(({ startChart }) => {
      if (isGone) return;
      made = startChart(element, tagOf(locale));
      setChart(made);
      resize.observe(element);
    });
    return () => {
      isGone = true;
      resize.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [locale]);
  useEffect(() => {
    const element = place.current;
    if (chart === null || element === null) return;
    const draw = () => {
      const inks = inksOf(element);
      chart.setOption(
        {
          animation: false,
          textStyle: { color: inks.text, fontFamily: inks.font },
          color: [...inks.series],
          aria: { enabled: true, decal: { show: true } },
          ...options(inks),
        },
        true,
      );
    };
    draw();
    const watch = new MutationObserver(draw);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => watch.disconnect();
  }, [chart, options]);
  return (
    <figure className="wb-report-chart" aria-label={name}>
      <div ref={place} style={{ height }} />
      <Button size="small" type="text" disabled={chart === null} onClick={() => void savePicture(place.current, file)}>
        {say(reportWords.png)}
      </Button>
    </figure>
  );
}

/** Draws the chart's SVG on a canvas of twice its size and hands it out as a file. */
async function savePicture(place: HTMLElement | null, file: string): Promise<void> {
  const svg = place?.querySelector("svg");
  if (svg === null || svg === undefined || place === null) return;
  const image = new Image();
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const url = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = place.clientWidth * 2;
  canvas.height = place.clientHeight * 2;
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  URL.revokeObjectURL(url);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${file}.png`;
  link.click();
}
