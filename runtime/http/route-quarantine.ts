// The quarantine: what was refused or could not be applied, with the reason in words, and what a person does about it.
import { randomUUID } from "node:crypto";
import type { QuarantineItem } from "#runtime/engine/quarantine.ts";
import { discardQuarantined, listQuarantine, retryQuarantined } from "#shared/api/quarantine.ts";
import { wordsOf } from "#shared/api/words.ts";
import { checkEvent } from "#shared/event/check.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { perform } from "./acts.ts";
import { parseJson } from "./body.ts";
import { pageAsCsv } from "./csv-page.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { ingestText } from "./events.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

/** Adds the routes under `/api/quarantine`. */
export function mountQuarantine(routes: Routes): void {
  const { deps } = routes;
  mount(routes, listQuarantine, async ({ query }, c) => {
    const { cursor = null, limit, format, ...asked } = query;
    const wanted = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const page = await deps.engine.quarantine({ ...wanted, cursor, limit });
    if ("issue" in page) return refuse(422, page.issue.code, [page.issue]);
    const answer = { ...page, rows: page.rows.map(withReason) };
    return format === "json" ? answer : pageAsCsv(c, "quarantine", { ...query, format }, answer);
  });
  mount(routes, discardQuarantined, async ({ params, body }, c) => {
    const item = await openItem(deps, params.id);
    if (item instanceof Refused) return item;
    return {
      seq: await resolve(deps, c, params.id, "discarded", body?.reason === undefined ? {} : { reason: body.reason }),
    };
  });
  mount(routes, retryQuarantined, async ({ params, body }, c) => {
    const item = await openItem(deps, params.id);
    return item instanceof Refused ? item : retry(deps, c, params.id, item, body?.payload);
  });
}

function withReason(item: QuarantineItem) {
  const { path, code } = item;
  return { ...item, reason: wordsOf(code) ?? { "zh-CN": code, en: code }, path: path === "" ? null : path };
}

async function openItem({ engine }: Deps, id: number): Promise<QuarantineItem | Refused> {
  const item: QuarantineItem | { issue: Issue } = await engine.quarantined(id);
  if ("issue" in item) return refuse(404, item.issue.code);
  return item.state === "open" ? item : refuse(409, "quarantine.resolved");
}

async function resolve(
  deps: Deps,
  c: AppContext,
  item: number,
  state: "retried" | "discarded",
  detail: Record<string, unknown>,
): Promise<number> {
  const by = actorOf(c);
  const act = state === "retried" ? "quarantine.retry" : "quarantine.discard";
  const effect = { do: "note", act, object: `quarantine/${item}`, detail } as const;
  return perform(deps, { actor: by, inputs: [{ is: "resolve", item, state, by }], effect });
}

/** Sends an item in again under its own source. One that was logged before is known by its id, so it comes under a new one. */
async function retry(deps: Deps, c: AppContext, id: number, item: QuarantineItem, mended: string | undefined) {
  const text = mended ?? item.payload;
  if (text === null || (mended === undefined && !item.canRetry)) return refuse(422, "quarantine.notWhole");
  const issues = issuesOf(text, deps.clock.now());
  if (issues.length > 0) return refuse(400, issues[0]?.code ?? "event.shape", issues);
  const sent = item.kind === "quarantined" ? withNewId(text) : text;
  const options = { engine: deps.engine, source: item.source, isBackfill: false, locale: c.get("locale") };
  const answer = await ingestText({ text: sent, isAscii: false, release: () => {} }, "json", deps.clock.now(), options);
  if (answer instanceof Refused) return answer;
  const seq = await resolve(deps, c, id, "retried", { isMended: mended !== undefined });
  return { seq, isDuplicate: answer.duplicates > 0 };
}

/** What is still wrong; asked before it goes in, so that a try that fails is no new item. */
function issuesOf(text: string, now: number): Issue[] {
  const read = parseJson(text);
  if (read instanceof Refused) return [errorIssue("event.json", [])];
  const checked = checkEvent(read.value, now);
  return "issues" in checked ? checked.issues : [];
}

function withNewId(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as Record<string, unknown>), id: `retry-${randomUUID()}` });
}
