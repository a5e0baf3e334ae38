// Backtests: a document over stored history as a job, beside the version in force and other thresholds of one signal.
import { thresholdOrder } from "#runtime/engine/backtest-order.ts";
import type { BacktestOrder } from "#runtime/engine/backtest-run.ts";
import * as store from "#runtime/store/school/strategies.ts";
import { cancelBacktest, readBacktest, startBacktest } from "#shared/api/backtests.ts";
import type { Given } from "#shared/api/contract.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { dayOfDate, instantOf, isDate } from "#shared/kernel/zone.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import type { BacktestJob } from "./backtests.ts";
import type { Deps } from "./deps.ts";
import { compileUnder, readDraft, settingsOf } from "./drafts.ts";
import { iso, isoOrNull } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

type Asked = Given<typeof startBacktest>["body"];

/** Adds the routes of backtests. */
export function mountBacktests(routes: Routes): void {
  const { deps } = routes;
  mount(routes, startBacktest, ({ body }) => start(deps, body));
  mount(routes, readBacktest, ({ params }) => {
    const job = deps.backtests.get(params.id);
    return job === null ? refuse(404, "backtest.unknown") : plain(job);
  });
  mount(routes, cancelBacktest, ({ params }) =>
    deps.backtests.cancel(params.id) ? undefined : refuse(404, "backtest.unknown"),
  );
}

function plain({ createdAt, endedAt, ...job }: BacktestJob) {
  return { ...job, createdAt: iso(createdAt), endedAt: isoOrNull(endedAt) };
}

async function start(deps: Deps, asked: Asked) {
  const document = await documentOf(deps, asked);
  if (document instanceof Refused) return document;
  const { plan, diagnostics } = await compileUnder(deps, document);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (plan === null || errors.length > 0)
    return refuse(
      422,
      "strategy.errors",
      errors.map(({ code, path, params }) => errorIssue(code, [...path], params)),
    );
  const period = await periodOf(deps, asked);
  if (period instanceof Refused) return period;
  const threshold = thresholdsOf(document, asked);
  if (threshold instanceof Refused) return threshold;
  const live = asked.againstLive ? await liveOf(deps, asked.strategy ?? document.id) : null;
  const { horizonDays } = asked;
  const job = deps.backtests.start(document.id, { document, live, threshold, horizonDays, ...period });
  return job === null ? refuse(429, "backtest.busy", [], { "Retry-After": "30" }) : plain(job);
}

/** The document in the request, else the strategy's draft or version. */
async function documentOf(deps: Deps, asked: Asked): Promise<Strategy | Refused> {
  let value: unknown = asked.document;
  if (value === undefined) {
    if (asked.strategy === undefined) return refuse(422, "backtest.nothing");
    const row = await store.readStrategy(deps.school.db, asked.strategy);
    if (row === null) return refuse(404, "strategy.unknown");
    const kept = asked.version === "draft" ? row : await store.readVersion(deps.school.db, row.id, asked.version);
    if (kept === null) return refuse(404, "version.unknown");
    value = JSON.parse(kept.document);
  }
  const draft = readDraft(value);
  return draft.document ?? refuse(422, "strategy.invalid", draft.issues);
}

/** The version in force. */
async function liveOf({ school: { db } }: Deps, id: string): Promise<BacktestOrder["live"]> {
  const row = await store.readStrategy(db, id);
  if (row === null || row.version === null || row.state === "archived") return null;
  const version = await store.readVersion(db, id, row.version);
  const document = version === null ? null : readDraft(JSON.parse(version.document)).document;
  return document === null ? null : { version: row.version, document };
}

/** Local days of the school as instants; the last day is counted whole. */
async function periodOf(deps: Deps, { fromDay, toDay }: Asked) {
  const { zone } = (await settingsOf(deps)).settings;
  const isWrong = (day: string | undefined) => day !== undefined && !isDate(day);
  if (isWrong(fromDay) || isWrong(toDay) || (fromDay !== undefined && toDay !== undefined && fromDay > toDay))
    return refuse(422, "backtest.days", [errorIssue("backtest.days", [isWrong(fromDay) ? "fromDay" : "toDay"])]);
  return {
    fromAt: fromDay === undefined ? null : instantOf(zone, dayOfDate(fromDay), 0),
    toAt: toDay === undefined ? null : instantOf(zone, dayOfDate(toDay) + 1, 0) - 1,
  };
}

function thresholdsOf(document: Strategy, { threshold }: Asked): BacktestOrder["threshold"] | Refused {
  if (threshold === undefined) return null;
  const made = thresholdOrder(document, threshold);
  if ("threshold" in made) return made.threshold;
  return refuse(422, "backtest.threshold", [errorIssue("backtest.threshold", ["threshold", made.unfit])]);
}
