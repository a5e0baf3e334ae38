// Drafts of strategies: list, create, read, replace under a revision, import and export, validate, compile, compare.
import { deleteDraft } from "#runtime/store/school/delete-draft.ts";
import * as store from "#runtime/store/school/strategies.ts";
import * as api from "#shared/api/strategies.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { Compiled } from "#shared/strategy/compile.ts";
import { diffStrategies } from "#shared/strategy/diff.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { may } from "./access.ts";
import { namer } from "./accounts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { compileUnder, type Draft, idOfDocument, readDraft, textOf } from "./drafts.ts";
import { iso } from "./iso.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { type Refused, refuse, worded } from "./problem.ts";

/** Adds the routes of drafts. */
export function mountStrategies(routes: Routes): void {
  const { deps } = routes;
  const { db } = deps.school;
  mount(routes, api.listStrategies, async () => {
    const called = await namer(deps.accounts);
    return { items: (await store.listStrategies(db)).map((row) => summaryOf(row, called)) };
  });
  mount(routes, api.createStrategy, ({ body }, c) => create(deps, c, body));
  mount(routes, api.importStrategy, ({ body }, c) => takeFile(deps, c, body));
  mount(routes, api.validateDocument, ({ body }, c) => {
    const { issues } = readDraft(body);
    return { isValid: issues.length === 0, issues: wordedAll(issues, c) };
  });
  mount(routes, api.compileDocument, ({ body }, c) => compiled(deps, c, readDraft(body)));
  mount(routes, api.readStrategy, async ({ params }) => {
    const row = await store.readStrategy(db, params.id);
    if (row === null) return refuse(404, "strategy.unknown");
    const document = JSON.parse(row.document) as Record<string, unknown>;
    return new Answer({ ...summaryOf(row, await namer(deps.accounts)), document }, { ETag: `"${row.revision}"` });
  });
  mount(routes, api.replaceStrategy, ({ params, body }, c) => replace(deps, c, params.id, body));
  mount(routes, api.deleteStrategy, ({ params }, c) => remove(deps, c, params.id));
  mount(routes, api.exportStrategy, ({ params, query }, c) => exportText(deps, c, params.id, query.version));
  mount(routes, api.compileStrategy, async ({ params }, c) => {
    const row = await store.readStrategy(db, params.id);
    return row === null ? refuse(404, "strategy.unknown") : compiled(deps, c, readDraft(JSON.parse(row.document)));
  });
  mount(routes, api.diffStrategy, ({ params, query }) => compare(deps, params.id, query.from, query.to));
  mount(routes, api.listVersions, async ({ params }) => {
    if ((await store.readStrategy(db, params.id)) === null) return refuse(404, "strategy.unknown");
    const rows = await store.listVersions(db, params.id);
    const called = await namer(deps.accounts);
    return { items: rows.map((row) => versionOf(row, called)) };
  });
  mount(routes, api.readVersion, async ({ params }) => {
    const row = await store.readVersion(db, params.id, params.number);
    if (row === null) return refuse(404, "version.unknown");
    const called = await namer(deps.accounts);
    return { ...versionOf(row, called), document: JSON.parse(row.document) as Record<string, unknown> };
  });
}

function summaryOf({ document, resumeTo: _resumeTo, ...row }: store.StrategyRow, called: (actor: string) => string) {
  const { name } = JSON.parse(document) as { name?: unknown };
  return {
    ...row,
    updatedAt: iso(row.updatedAt),
    updatedByName: called(row.updatedBy),
    name: typeof name === "object" && name !== null ? (name as Record<string, unknown>) : {},
  };
}

function versionOf(
  { strategy: _strategy, document: _document, ...row }: store.VersionRow,
  called: (actor: string) => string,
) {
  return { ...row, publishedAt: iso(row.publishedAt), publishedByName: called(row.publishedBy) };
}

function wordedAll(issues: readonly Issue[], c: AppContext) {
  return issues.map((issue) => worded(issue, c.get("locale")));
}

type Document = Readonly<Record<string, unknown>>;

async function create(deps: Deps, c: AppContext, body: Document) {
  const named = idOfDocument(body);
  if ("issue" in named) return refuse(422, "strategy.noId", [named.issue]);
  const draft = { id: named.id, document: textOf(body), at: deps.clock.now(), by: actorOf(c) };
  if (!(await store.createDraft(deps.school.db, draft))) return refuse(409, "strategy.exists");
  const saved = { id: named.id, revision: 1, issues: wordedAll(readDraft(body).issues, c) };
  return new Answer(saved, { ETag: '"1"', Location: `/api/strategies/${named.id}` });
}

async function replace(deps: Deps, c: AppContext, id: string, body: Document) {
  const revision = revisionOf(c);
  if (revision === null) return refuse(428, "strategy.noRevision");
  const named = idOfDocument(body);
  if (!("id" in named) || named.id !== id) return refuse(422, "strategy.idMismatch");
  const old = await store.readStrategy(deps.school.db, id);
  if (old === null) return refuse(404, "strategy.unknown");
  if (!may(c.get("principal"), "design") && drawingOf(JSON.parse(old.document)) !== drawingOf(body))
    return refuse(403, "access.messagesOnly");
  const draft = { id, document: textOf(body), at: deps.clock.now(), by: actorOf(c) };
  const next = await store.replaceDraft(deps.school.db, draft, revision);
  if (next === null) return stale(deps, id);
  return new Answer({ id, revision: next, issues: wordedAll(readDraft(body).issues, c) }, { ETag: `"${next}"` });
}

async function remove(deps: Deps, c: AppContext, id: string): Promise<Refused | undefined> {
  if (await deleteDraft(deps.school.db, id, actorOf(c), deps.clock.now())) return undefined;
  const isThere = (await store.readStrategy(deps.school.db, id)) !== null;
  return isThere ? refuse(409, "strategy.published") : refuse(404, "strategy.unknown");
}

/** All of a document but its messages and experiments. */
function drawingOf({ messages: _messages, holdout: _holdout, ...drawing }: Document): string {
  return textOf(drawing);
}

/** The refusal of a change made from an old revision: it names the current one, and who made it. */
export async function stale(deps: Deps, id: string): Promise<Refused> {
  const row = await store.readStrategy(deps.school.db, id);
  if (row === null) return refuse(404, "strategy.unknown");
  const by = (await namer(deps.accounts))(row.updatedBy);
  const issue = errorIssue("strategy.revision", ["revision"], { by, revision: row.revision });
  return refuse(412, "strategy.revision", [issue], { ETag: `"${row.revision}"` });
}

/** The revision that If-Match names; null where it names none. */
export function revisionOf(c: AppContext): number | null {
  const found = /^(?:W\/)?"?(\d{1,15})"?$/.exec(c.req.header("If-Match") ?? "");
  return found === null ? null : Number(found[1]);
}

async function takeFile(deps: Deps, c: AppContext, body: Document) {
  const { document, issues } = readDraft(body);
  if (document === null) return refuse(422, "strategy.invalid", issues);
  const draft = { id: document.id, document: textOf(body), at: deps.clock.now(), by: actorOf(c) };
  if (await store.createDraft(deps.school.db, draft)) return { id: document.id, revision: 1, issues: [] };
  for (;;) {
    const row = await store.readStrategy(deps.school.db, document.id);
    if (row === null) return refuse(404, "strategy.unknown");
    const next = await store.replaceDraft(deps.school.db, draft, row.revision);
    if (next !== null) return { id: document.id, revision: next, issues: [] };
  }
}

async function exportText(
  deps: Deps,
  c: AppContext,
  id: string,
  version: number | undefined,
): Promise<Response | Refused> {
  const { db } = deps.school;
  const row = version === undefined ? await store.readStrategy(db, id) : await store.readVersion(db, id, version);
  if (row === null) return refuse(404, version === undefined ? "strategy.unknown" : "version.unknown");
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Disposition": `attachment; filename="${id}.json"`,
  };
  return c.body(row.document, 200, headers);
}

async function compiled(deps: Deps, c: AppContext, draft: Draft) {
  if (draft.document === null) return { hash: null, issues: wordedAll(draft.issues, c), diagnostics: [] };
  const { hash, diagnostics } = await compileUnder(deps, draft.document);
  return { hash, issues: [], diagnostics: plainDiagnostics(diagnostics) };
}

/** Diagnostics as the answers hold them. */
export function plainDiagnostics(diagnostics: Compiled["diagnostics"]) {
  return diagnostics.map((one) => ({
    ...one,
    path: [...one.path],
    params: { ...one.params },
    message: { ...one.message },
  }));
}

async function compare(deps: Deps, id: string, from: number | undefined, to: number | undefined) {
  const { db } = deps.school;
  const row = await store.readStrategy(db, id);
  if (row === null) return refuse(404, "strategy.unknown");
  const number = from ?? row.version;
  if (number === null) return refuse(409, "strategy.notPublished");
  const old = await store.readVersion(db, id, number);
  const next = to === undefined ? row : await store.readVersion(db, id, to);
  if (old === null || next === null) return refuse(404, "version.unknown");
  const read = readDraft(JSON.parse(next.document));
  if (read.document === null) return refuse(422, "strategy.invalid", read.issues);
  const changes = diffStrategies(JSON.parse(old.document) as Strategy, read.document);
  return { from: number, to: to ?? null, changes: changes.map((change) => ({ ...change })) };
}
