// Publishing and what follows it: versions come into force, pause, resume, roll back, go live, and end.
import type { Logged } from "#runtime/engine/logged.ts";
import * as store from "#runtime/store/school/strategies.ts";
import type { Given } from "#shared/api/contract.ts";
import * as api from "#shared/api/strategies.ts";
import type { Running } from "#shared/flow/input.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { Compiled } from "#shared/strategy/compile.ts";
import { removedNodes } from "#shared/strategy/diff.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { perform } from "./acts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { compileUnder, readDraft } from "./drafts.ts";
import { startJob } from "./jobs.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";
import { isApproved } from "./route-review.ts";
import { plainDiagnostics, stale } from "./route-strategies.ts";

/** Adds the routes of publishing. */
export function mountPublish(routes: Routes): void {
  const { deps } = routes;
  mount(routes, api.publishStrategy, (given, c) => publish(deps, c, given));
  mount(routes, api.rollbackStrategy, ({ params, body }, c) => rollback(deps, c, params.id, body));
  mount(routes, api.pauseStrategy, ({ params }, c) =>
    change(deps, c, params.id, "paused", (strategy) => ({ is: "pause", strategy })),
  );
  mount(routes, api.goLiveStrategy, ({ params }, c) =>
    change(deps, c, params.id, "live", (strategy) => ({ is: "goLive", strategy })),
  );
  mount(routes, api.archiveStrategy, ({ params }, c) =>
    change(deps, c, params.id, "archived", (strategy) => ({ is: "archive", strategy })),
  );
  mount(routes, api.resumeStrategy, ({ params, body }, c) => {
    const mode = typeof body.mode === "string" ? body.mode : { continueAt: body.mode.continuePerHour };
    return change(deps, c, params.id, "resume", (strategy) => ({ is: "resume", strategy, mode }));
  });
}

interface Ready {
  row: store.StrategyRow;
  text: string;
  document: Strategy;
  compiled: Compiled;
}

async function ready(deps: Deps, id: string, version: number | null): Promise<Ready | Refused> {
  const row = await store.readStrategy(deps.school.db, id);
  if (row === null) return refuse(404, "strategy.unknown");
  const kept = version === null ? row : await store.readVersion(deps.school.db, id, version);
  if (kept === null) return refuse(404, "version.unknown");
  const draft = readDraft(JSON.parse(kept.document));
  if (draft.document === null) return refuse(422, "strategy.invalid", draft.issues);
  return { row, text: kept.document, document: draft.document, compiled: await compileUnder(deps, draft.document) };
}

/** Errors of the compiler as issues; empty where it may be published. */
function errorsOf({ plan, diagnostics }: Compiled): Issue[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const issues = errors.map(({ code, path, params }) => errorIssue(code, [...path], params));
  return issues.length === 0 && plan === null ? [errorIssue("strategy.errors", [])] : issues;
}

/** What is wrong with a table of moves: a target that the new version does not have. */
function moveIssues(running: Running, document: Strategy): Issue[] {
  if (running === "finish") return [];
  const ids = new Set(document.nodes.map(({ id }) => id));
  return Object.entries(running.move).flatMap(([from, to]) =>
    to === null || ids.has(to) ? [] : [errorIssue("move.unknownNode", ["running", "move", from], { node: to })],
  );
}

interface Publishing {
  state: "live" | "observe";
  running: Running;
  enrolPerHour: number | null;
}

async function publish(deps: Deps, c: AppContext, { params, query, body }: Given<typeof api.publishStrategy>) {
  const { state = "live", running = "finish", enrolPerHour = null, revision } = body ?? {};
  const made = await ready(deps, params.id, null);
  if (made instanceof Refused) return made;
  if (revision !== undefined && revision !== made.row.revision) return stale(deps, params.id);
  const errors = errorsOf(made.compiled);
  const diagnostics = plainDiagnostics(made.compiled.diagnostics);
  const answer = { version: null, hash: made.compiled.hash, seq: null, diagnostics };
  if (query.preview !== undefined) {
    const preview = made.compiled.plan === null ? {} : { preview: await deps.engine.preview(made.document) };
    return { ...answer, ...preview, removed: await removed(deps, made) };
  }
  const issues = [...errors, ...moveIssues(running, made.document)];
  if (issues.length > 0) return refuse(422, errors.length > 0 ? "strategy.errors" : "move.unknownNode", issues);
  if (!(await isApproved(deps, params.id, made.compiled.hash))) return refuse(409, "approval.needed");
  const how = { state, running, enrolPerHour };
  if (query.job !== undefined) {
    const job = await startJob(deps, "publish", async () => ({
      ...(await bringIntoForce(deps, actorOf(c), made, how)),
    }));
    return { ...answer, job };
  }
  return { ...answer, ...(await bringIntoForce(deps, actorOf(c), made, how)) };
}

async function removed(deps: Deps, { row, document }: Ready): Promise<string[]> {
  const old = row.version === null ? null : await store.readVersion(deps.school.db, row.id, row.version);
  return old === null ? [] : removedNodes(JSON.parse(old.document) as Strategy, document);
}

async function bringIntoForce(
  deps: Deps,
  actor: string,
  made: Ready,
  how: Publishing,
): Promise<{ version: number; seq: number }> {
  const { text, document, compiled } = made;
  const effect = {
    do: "publish",
    strategy: document.id,
    document: text,
    hash: compiled.hash,
    state: how.state,
  } as const;
  const seq = await perform(deps, { actor, inputs: [{ is: "publish", document, ...how }], effect });
  const versions = await store.listVersions(deps.school.db, document.id);
  return { version: versions.find((version) => version.seq === seq)?.number ?? 0, seq };
}

async function rollback(deps: Deps, c: AppContext, id: string, body: Given<typeof api.rollbackStrategy>["body"]) {
  const made = await ready(deps, id, body.version);
  if (made instanceof Refused) return made;
  const issues = [...errorsOf(made.compiled), ...moveIssues(body.running, made.document)];
  if (issues.length > 0) return refuse(422, "strategy.errors", issues);
  const how = { state: body.state, running: body.running, enrolPerHour: null };
  return { hash: made.compiled.hash, ...(await bringIntoForce(deps, actorOf(c), made, how)) };
}

type Wanted = "paused" | "live" | "archived" | "resume";

async function change(
  deps: Deps,
  c: AppContext,
  id: string,
  wanted: Wanted,
  input: (strategy: string) => Logged,
): Promise<{ seq: number } | Refused> {
  const row = await store.readStrategy(deps.school.db, id);
  if (row === null) return refuse(404, "strategy.unknown");
  const wrong = hindrance(row, wanted);
  if (wrong !== null) return refuse(409, wrong);
  const state = wanted === "resume" ? (row.resumeTo ?? "live") : wanted;
  const effect = { do: "state", strategy: id, state } as const;
  return { seq: await perform(deps, { actor: actorOf(c), inputs: [input(id)], effect }) };
}

/** Why a strategy cannot be brought into a state; null where it can. */
function hindrance({ state }: store.StrategyRow, wanted: Wanted): string | null {
  if (state === "draft") return "strategy.notPublished";
  if (state === "archived") return "strategy.archived";
  if (wanted === "resume") return state === "paused" ? null : "strategy.notPaused";
  if (wanted === "paused") return state === "paused" ? "strategy.notRunning" : null;
  if (wanted === "live") return state === "observe" ? null : "strategy.notObserving";
  return null;
}
