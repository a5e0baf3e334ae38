// The audit log, to read: filtered, by cursor, with names and words beside what was kept.
import { brokenAudit, listAudit } from "#runtime/store/school/audit.ts";
import * as api from "#shared/api/system.ts";
import { actWords } from "#shared/api/words-account.ts";
import { namer } from "./accounts.ts";
import { iso } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";

/** Adds `/api/audit` and the check of its chain. */
export function mountAudit(routes: Routes): void {
  const { school, accounts } = routes.deps;
  mount(routes, api.getAuditChain, async () => {
    const [last] = await listAudit(school.db, null, 1);
    return { rowCount: last?.seq ?? 0, brokenSeq: await brokenAudit(school.db) };
  });
  mount(routes, api.listAudit, async ({ query: { cursor, limit, ...filter } }, c) => {
    const before = cursor === undefined ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before)) return refuse(422, "request.cursor");
    const rows = await listAudit(school.db, before, limit, filter);
    const [last, name] = [rows.at(-1), await namer(accounts)];
    return {
      rows: rows.map((row) => ({
        ...row,
        at: iso(row.at),
        actorName: name(row.actor),
        text: actWords[row.act]?.[c.get("locale")] ?? row.act,
      })),
      next: rows.length === limit && last !== undefined && last.seq > 1 ? String(last.seq) : null,
    };
  });
}
