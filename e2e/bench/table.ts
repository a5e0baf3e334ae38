// The figures of a bench as a table: value, floor, their ratio, and the target beside.
import type { Row, Sample } from "./row.ts";

/** A row with the medians of its runs. `ratio` is value to floor. */
export interface Judged {
  name: string;
  title: string;
  unit: string;
  value: number;
  floor: number | null;
  ratio: number | null;
  notes: Record<string, number>;
  target: Row["target"];
  verdict: "aim" | "must" | "missed" | "not judged";
  samples: Sample[];
}

/** The medians of a row and what they come to. A ratio is the median of the runs' own ratios. */
export function judge(row: Row, samples: Sample[], median: (figures: readonly number[]) => number): Judged {
  const floors = samples.flatMap(({ floor }) => (floor === null ? [] : [floor]));
  const ratios = samples.flatMap(({ value, floor }) => (floor === null ? [] : [value / floor]));
  const names = Object.keys(samples[0]?.notes ?? {});
  const value = median(samples.map((sample) => sample.value));
  const ratio = ratios.length === 0 ? null : median(ratios);
  return {
    name: row.name,
    title: row.title,
    unit: row.unit,
    value,
    floor: floors.length === 0 ? null : median(floors),
    ratio,
    notes: Object.fromEntries(names.map((name) => [name, median(samples.map(({ notes }) => notes?.[name] ?? 0))])),
    target: row.target,
    verdict: verdictOf(row, value, ratio),
    samples,
  };
}

function verdictOf({ target }: Row, value: number, ratio: number | null): Judged["verdict"] {
  const figure = target?.of === "floor" ? ratio : value;
  if (target === null || figure === null) return "not judged";
  const reaches = (bound: number) => (target.is === "atLeast" ? figure >= bound : figure <= bound);
  return reaches(target.aim) ? "aim" : reaches(target.must) ? "must" : "missed";
}

/** The table. */
export function table(rows: readonly Judged[]): string {
  const head = ["row", "median", "floor", "ratio", "must", "aim", "", "beside"];
  const lines = rows.map((row) => [
    row.title,
    `${figure(row.value)} ${row.unit}`,
    row.floor === null ? "–" : `${figure(row.floor)}`,
    row.ratio === null ? "–" : figure(row.ratio),
    ...boundsOf(row),
    row.verdict,
    Object.entries(row.notes)
      .map(([name, value]) => `${name} ${figure(value)}`)
      .join(", "),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function boundsOf({ target }: Judged): [string, string] {
  if (target === null) return ["–", "–"];
  const sign = target.is === "atLeast" ? "≥" : "≤";
  const times = target.of === "floor" ? "×" : "";
  return [`${sign} ${target.must}${times}`, `${sign} ${target.aim}${times}`];
}

/** A figure to three places that matter. */
function figure(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
