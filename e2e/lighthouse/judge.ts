// What Lighthouse says of one page: its scores, its times and what failed, as the medians of several loads held against the goals.
import { median } from "#e2e/bench/load.ts";

/** The parts of a Lighthouse result that are read. Scores 0..1, null where an audit does not apply. */
export interface Result {
  readonly categories: Readonly<
    Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }>
  >;
  readonly audits: Readonly<Record<string, Audit>>;
  readonly runtimeError?: { readonly message: string };
}

interface Audit {
  readonly title: string;
  readonly score: number | null;
  readonly scoreDisplayMode: string;
  readonly displayValue?: string;
  readonly numericValue?: number;
  readonly details?: { readonly items?: unknown };
}

interface Item {
  readonly node?: { readonly selector?: string };
  readonly url?: string;
  readonly issueType?: string;
}

/** The least score of each category, in hundredths. */
export const goals = { performance: 90, accessibility: 100, "best-practices": 100 } as const;

type Category = keyof typeof goals;

const timings = {
  lcpMs: "largest-contentful-paint",
  tbtMs: "total-blocking-time",
  cls: "cumulative-layout-shift",
} as const;

const MOST_PLACES = 5;

/** Under this an audit is no longer green. */
const GREEN = 0.9;

/** An audit that failed in some load. */
export interface Failure {
  readonly id: string;
  readonly title: string;
  /** What it measured, in its own words; empty where it only says yes or no. */
  readonly measured: string;
  readonly loadCount: number;
  /** Where on the page, or which file: the first few. */
  readonly places: readonly string[];
}

/** A page with its medians. */
export interface Judgement {
  readonly page: string;
  readonly scores: Readonly<Record<Category, number>>;
  readonly lcpMs: number;
  readonly tbtMs: number;
  readonly cls: number;
  readonly failures: readonly Failure[];
  readonly isMet: boolean;
}

function scoreOf({ categories }: Result, name: string): number {
  return Math.round((categories[name]?.score ?? 0) * 100);
}

function isFailed({ score, scoreDisplayMode }: Audit): boolean {
  if (scoreDisplayMode === "error") return true;
  return scoreDisplayMode !== "informative" && score !== null && score < (scoreDisplayMode === "binary" ? 1 : GREEN);
}

function placesOf({ details }: Audit): string[] {
  // Some audits have a tree or a record here.
  const items = Array.isArray(details?.items) ? (details.items as readonly Item[]) : [];
  const places = items.flatMap(({ node, url, issueType }) => node?.selector ?? url ?? issueType ?? []);
  return [...new Set(places)].slice(0, MOST_PLACES);
}

function failuresOf(results: readonly Result[]): Failure[] {
  const ids = new Set(
    results.flatMap(({ categories }) =>
      Object.keys(goals).flatMap((name) => (categories[name]?.auditRefs ?? []).map(({ id }) => id)),
    ),
  );
  return [...ids].flatMap((id) => {
    const failed = results.flatMap(({ audits }) => {
      const audit = audits[id];
      return audit !== undefined && isFailed(audit) ? [audit] : [];
    });
    const [first] = failed;
    if (first === undefined) return [];
    return [
      { id, title: first.title, measured: first.displayValue ?? "", loadCount: failed.length, places: placesOf(first) },
    ];
  });
}

/** Holds the loads of a page against the goals. */
export function judge(page: string, results: readonly Result[]): Judgement {
  const names = Object.keys(goals) as Category[];
  const scores = Object.fromEntries(
    names.map((name) => [name, median(results.map((result) => scoreOf(result, name)))]),
  ) as Record<Category, number>;
  const timing = (name: keyof typeof timings) =>
    median(results.map(({ audits }) => audits[timings[name]]?.numericValue ?? Number.NaN));
  return {
    page,
    scores,
    lcpMs: timing("lcpMs"),
    tbtMs: timing("tbtMs"),
    cls: timing("cls"),
    failures: failuresOf(results),
    isMet: names.every((name) => scores[name] >= goals[name]),
  };
}

/** The table, and under it what failed. */
export function report(judgements: readonly Judgement[], runs: number): string {
  const head = ["page", "performance", "accessibility", "best practices", "LCP", "TBT", "CLS", ""];
  const lines = judgements.map(({ page, scores, lcpMs, tbtMs, cls, isMet }) => [
    page,
    ...Object.values(scores).map(String),
    `${Math.round(lcpMs)} ms`,
    `${Math.round(tbtMs)} ms`,
    String(Number(cls.toFixed(3))),
    isMet ? "met" : "MISSED",
  ]);
  const goal = ["goal", ...Object.values(goals).map((least) => `≥ ${least}`), "", "", "", ""];
  const table = [head, head.map(() => "---"), ...lines, goal].map((cells) => `| ${cells.join(" | ")} |`);
  const failed = judgements.flatMap(({ page, failures }) =>
    failures.map(({ id, title, measured, loadCount }) => {
      const detail = measured === "" ? "" : ` — ${measured}`;
      return `${page}: ${id} (${loadCount} of ${runs}): ${title}${detail}`;
    }),
  );
  return [...table, "", failed.length === 0 ? "no audit failed" : "failed audits", ...failed].join("\n");
}
