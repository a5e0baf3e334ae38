// What of the audit log is shown, as the address says it, and as the server is asked for it.
import { z } from "zod";
import type { Sent } from "#shared/api/contract.ts";
import type { listAudit } from "#shared/api/system.ts";
import { isDate } from "#shared/kernel/zone.ts";
import { pauseOf } from "./pauses.ts";

const text = z.string().min(1).max(200).optional().catch(undefined);
const day = z.string().refine(isDate).optional().catch(undefined);

/** Days are of the school's zone; both are part of what is shown. */
export const auditSearch = z.object({ actor: text, act: text, object: text, from: day, to: day });
/** See `auditSearch`. */
export type AuditSearch = z.output<typeof auditSearch>;

/** What is asked for. */
export function auditQuery(search: AuditSearch, zone: string): Omit<Sent<typeof listAudit>["query"], "cursor"> {
  const { from, to, ...same } = search;
  const begin = from === undefined ? null : pauseOf(from, from, zone);
  const end = to === undefined ? null : pauseOf(to, to, zone);
  return {
    ...same,
    ...(begin === null ? {} : { from: new Date(begin.from).toISOString() }),
    ...(end === null ? {} : { to: new Date(end.to).toISOString() }),
    limit: 50,
  };
}
