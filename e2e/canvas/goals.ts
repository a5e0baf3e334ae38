// What the canvas has to reach, and its figures held against that.
import type { Figures } from "./run.ts";

/** A goal: the figure of that name stays under `most`. `beside` are figures shown with it. */
export interface Goal {
  readonly figure: string;
  readonly title: string;
  readonly unit: "ms" | "KB";
  readonly most: number;
  readonly beside?: readonly string[];
}

function perFrame(figure: string, title: string): Goal[] {
  const beside = (part: string) => [`${figure} clock ${part}`];
  return [
    {
      ...{ figure: `${figure} p50`, title: `${title}: work of a frame, median`, unit: "ms", most: 8 },
      beside: [...beside("p50"), `${figure} rate`],
    },
    { figure: `${figure} p95`, title: `${title}: work of a frame, p95`, unit: "ms", most: 16, beside: beside("p95") },
  ];
}

/** The goals, in the order of the table. */
export const goals: readonly Goal[] = [
  {
    figure: "usable",
    title: "opened and usable",
    unit: "ms",
    most: 2000,
    beside: ["shown", "usable cpu", "nodes drawn"],
  },
  ...perFrame("drag", "dragging a node"),
  ...perFrame("pan", "panning"),
  ...perFrame("zoom", "zooming out to all and back"),
  ...perFrame("drag all", "dragging, all in view"),
  ...perFrame("pan all", "panning, all in view"),
  { figure: "key p95", title: "key to paint, p95", unit: "ms", most: 50, beside: ["key p50", "key worst"] },
  {
    figure: "layout blocked",
    title: "auto-layout: longest block",
    unit: "ms",
    most: 50,
    beside: ["layout blocked clock", "layout whole"],
  },
  {
    figure: "sign-in",
    title: "first load of the sign-in page, gzip",
    unit: "KB",
    most: 500,
    beside: ["sign-in fonts"],
  },
  {
    ...{ figure: "strategies", title: "first load of the strategies page, gzip", unit: "KB", most: 500 },
    beside: ["strategies fonts"],
  },
];

/** A goal with what was measured. */
export interface Judgement extends Goal {
  readonly value: number;
  readonly isMet: boolean;
  readonly others: Figures;
}

/** Holds the figures against a goal; a figure that is missing meets nothing. */
export function judged(goal: Goal, figures: Figures): Judgement {
  const value = figures[goal.figure] ?? Number.NaN;
  const others = Object.fromEntries((goal.beside ?? []).map((name) => [name, figures[name] ?? Number.NaN]));
  return { ...goal, value, isMet: value <= goal.most, others };
}

/** The table. */
export function tableOf(judgements: readonly Judgement[]): string {
  const lines = judgements.map(({ title, value, unit, most, isMet, others }) => [
    title,
    `${rounded(value)} ${unit}`,
    `≤ ${most} ${unit}`,
    isMet ? "met" : "MISSED",
    Object.entries(others)
      .map(([name, other]) => `${name} ${rounded(other)}`)
      .join(", "),
  ]);
  return [["figure", "median of runs", "goal", "", "beside"], ["---", "---", "---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
