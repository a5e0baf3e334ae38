// Ledgers, books, doctor and a learner's page: everything by which the promises can be checked from outside.
import { type LearnerView, type LedgerName, ledgerNames, type Page } from "#runtime/engine/protocol.ts";
import { brokenAudit } from "#runtime/store/school/audit.ts";
import { getBooks, getDoctor, getLearner, ledgerContract } from "#shared/api/work.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { csvOf } from "./csv-write.ts";
import type { AppContext, Deps } from "./deps.ts";
import { isoOrNull } from "./iso.ts";
import { maskFor } from "./mask.ts";
import { mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";

/** Ledgers that have routes of their own, made for the pages that show them. */
const own: ReadonlySet<LedgerName> = new Set(["learners", "tasks", "quarantine"]);

const MAX_FILTERS = 10;
const MAX_FILTER_CHARS = 500;

/** Adds `/api/<ledger>` for every ledger, and what sums them up. */
export function mountLedgers(routes: Routes): void {
  const { engine, school } = routes.deps;
  for (const name of ledgerNames) {
    if (own.has(name)) continue;
    mount(routes, ledgerContract(name), ({ query }, c) => readPage(routes.deps, c, name, query));
  }
  mount(routes, getBooks, async () => ({ ...(await engine.books()) }));
  mount(routes, getDoctor, async () => {
    const broken = await brokenAudit(school.db);
    const ours = {
      invariant: "audit chain is whole",
      count: broken === null ? 0 : 1,
      examples: broken === null ? [] : [String(broken)],
    };
    const findings = [...(await engine.doctor()), ours];
    return { isHealthy: findings.every(({ count }) => count === 0), findings };
  });
  mount(routes, getLearner, async ({ params }) => {
    const learner = await engine.learner(params.id);
    return learner === null ? refuse(404, "learner.unknown") : plainLearner(learner);
  });
}

function plainLearner({ createdAt, nextDueAt, enrolments, ...rest }: LearnerView) {
  const shown = enrolments.map((one) => ({ ...one, startAt: isoOrNull(one.startAt) }));
  return { ...rest, createdAt: isoOrNull(createdAt), nextDueAt: isoOrNull(nextDueAt), enrolments: shown };
}

interface PageQuery {
  [filter: string]: unknown;
  cursor?: string | undefined;
  limit: number;
  format: "json" | "csv";
}

async function readPage(
  { engine }: Deps,
  c: AppContext,
  ledger: LedgerName,
  query: PageQuery,
): Promise<Page | Response | Refused> {
  const { cursor = null, limit, format, ...rest } = query;
  const filters = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]);
  const tooLong = filters.find(([, value]) => value.length > MAX_FILTER_CHARS);
  if (filters.length > MAX_FILTERS || tooLong !== undefined) {
    return refuse(422, "request.invalid", [
      errorIssue("request.tooBig", ["query", tooLong?.[0] ?? ""], { most: MAX_FILTER_CHARS }),
    ]);
  }
  const page = await engine.ledger({ ledger, cursor, limit, filters: Object.fromEntries(filters) });
  if ("issue" in page) return refuse(422, page.issue.code, [page.issue]);
  if (format === "json") return page;
  const headers: Record<string, string> = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${ledger}.csv"`,
  };
  if (page.next !== null) {
    const next = new URLSearchParams([...filters, ["format", "csv"], ["limit", String(limit)], ["cursor", page.next]]);
    headers.Link = `<${c.req.path}?${next}>; rel="next"`;
  }
  return c.body(csvOf(maskFor(c.get("principal"), "ledgers", page.rows) as typeof page.rows), 200, headers);
}
