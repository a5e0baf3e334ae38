// xAPI statements from learning management systems, as a record store that keeps what it understands.
import { getXapiAbout, postStatements, putStatement } from "#shared/api/ingest.ts";
import { checkEvent } from "#shared/event/check.ts";
import { mapXapi, type XapiItem } from "#shared/event/xapi.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { bodyLimits, mediaOf, readJson } from "./body.ts";
import { type AppContext, type Deps, sourceOf } from "./deps.ts";
import { encode } from "./events.ts";
import { alone, Gather } from "./gather.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

const VERSION = { "X-Experience-API-Version": "1.0.3" };

/** Adds `/xapi/statements` and `/xapi/about`. */
export function mountXapi(routes: Routes): void {
  mount(routes, postStatements, async (_, c) => {
    const ids = await take(routes, c, (value) => value);
    return ids instanceof Refused ? ids : new Answer(ids, VERSION);
  });
  mount(routes, putStatement, async ({ query }, c) => {
    const ids = await take(routes, c, (value) => withId(value, query.statementId));
    return ids instanceof Refused ? ids : new Answer(undefined, VERSION);
  });
  mount(routes, getXapiAbout, () => new Answer({ version: ["1.0.3", "1.0.2", "1.0.1", "1.0.0"] }, VERSION));
}

// A list is not one statement, and stays unfit for it.
function withId(value: unknown, id: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value, id } : null;
}

async function take(
  { deps, meter }: Routes,
  c: AppContext,
  adapt: (value: unknown) => unknown,
): Promise<(string | null)[] | Refused> {
  if (mediaOf(c.req) !== "application/json") return refuse(415, "body.type");
  const read = await readJson(c, meter, bodyLimits.raw);
  if (read instanceof Refused) return read;
  if (read.value === undefined) return refuse(400, "body.empty");
  const nowAt = deps.clock.now();
  const value = adapt(read.value);
  const mapped = mapXapi(value, nowAt);
  if ("issues" in mapped) return refuse(400, mapped.issues[0]?.code ?? "xapi.shape", mapped.issues);
  const { ids, rejected } = await ingest(deps, c, mapped.items, nowAt);
  const [only] = rejected;
  return Array.isArray(value) || only === undefined ? ids : alone(only);
}

async function ingest(deps: Deps, c: AppContext, items: readonly XapiItem[], nowAt: number) {
  const gather = new Gather({
    engine: deps.engine,
    source: sourceOf(c),
    isBackfill: false,
    locale: c.get("locale"),
  });
  const ids: (string | null)[] = [];
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const checked = "issues" in item ? item : checkEvent(item.event, nowAt);
    if ("issues" in item || "issues" in checked) {
      const issue = "issues" in checked ? checked.issues[0] : undefined;
      gather.refuse(index, issue ?? errorIssue("xapi.shape", []), "body" in item ? JSON.stringify(item.body) : "");
      ids.push(null);
      continue;
    }
    gather.add(index, checked.event.id, item.body);
    lines.push(JSON.stringify(item.event));
    ids.push(item.id);
  }
  await gather.flush(encode(lines.join("\n"), false));
  const { rejected } = gather.answer;
  for (const { index } of rejected) ids[index] = null;
  return { ids, rejected };
}
