// Reports: cells from the engine, everything said of them made here, so that the engine's thread is held for a few milliseconds only.
import { readStrategy } from "#runtime/store/school/strategies.ts";
import {
  getExperimentReport,
  getReportOverview,
  getStrategyReport,
  listBehind,
  type Stamp,
} from "#shared/api/reports.ts";
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { type ExperimentView, strategyReport, viewExperiment } from "#shared/report/strategy-report.ts";
import { csvOf } from "./csv-write.ts";
import type { AppContext } from "./deps.ts";
import { iso } from "./iso.ts";
import { maskFor } from "./mask.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { armRows, strategyRows } from "./report-rows.ts";

const LAST_DAY = 1e6;

/** Adds the routes under `/api/reports`. */
export function mountReports(routes: Routes): void {
  const { engine, school } = routes.deps;
  mount(routes, getStrategyReport, async ({ params, query }, c) => {
    if ((await readStrategy(school.db, params.id)) === null) return refuse(404, "strategy.unknown");
    const { from = null, to = null, cut, value, by, format } = query;
    const parts = await engine.reportParts(params.id, { fromDay: from, toDay: to, where: { cut, value }, by });
    const report = strategyReport(parts, parts.ask, canOpen);
    if (format === "csv") return csv(c, `report-${params.id}`, strategyRows(report));
    return { ...report, ...stampOf(parts), names: parts.names };
  });
  mount(routes, getExperimentReport, async ({ params, query }, c) => {
    const list = await engine.experiments(params.salt);
    const [one] = list.experiments;
    if (one === undefined) return refuse(404, "experiment.unknown");
    const view = viewExperiment(one, list.today);
    return query.format === "csv" ? csv(c, `experiment-${params.salt}`, armRows(view)) : { ...view, ...stampOf(list) };
  });
  mount(routes, getReportOverview, async () => {
    const list = await engine.experiments(null);
    return { ...stampOf(list), experiments: list.experiments.map((one) => summaryOf(viewExperiment(one, list.today))) };
  });
  mount(routes, listBehind, async ({ query }, c) => {
    const { from = 0, to = LAST_DAY, arm = null, cursor = null, format, ...rest } = query;
    const page = await engine.behind({ ...rest, arm, cursor, fromDay: from, toDay: to });
    if ("issue" in page) return refuse(422, page.issue.code, [page.issue]);
    return format === "csv" ? csv(c, "learners", page.rows) : page;
  });
}

function canOpen(channel: string): boolean {
  return channelOf(channel as ChannelId).describe().canOpen;
}

function stampOf({ today, zone, now }: { today: number; zone: string; now: number }): Stamp {
  return { today, zone, now: iso(now) };
}

function summaryOf({ salt, strategy, compared, spec, report, sentences }: ExperimentView) {
  const verdicts = report.comparisons.flatMap(({ arm, verdict }) => {
    const sentence = sentences[arm];
    return sentence === undefined ? [] : [{ arm, kind: verdict.kind, sentence }];
  });
  return { salt, strategy, compared, startedDay: spec.startedDay, assigned: report.health.assigned, verdicts };
}

function csv(c: AppContext, name: string, rows: readonly object[]): Response {
  const masked = maskFor(c.get("principal"), "reports", rows) as Readonly<Record<string, unknown>>[];
  return c.body(csvOf(masked), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}.csv"`,
  });
}
