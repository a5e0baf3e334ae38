// Routes of the quarantine: what was refused or could not be applied, why, and what a person does about it.
import { z } from "zod";
import { isoSchema, pageQuery } from "./common.ts";
import { contract } from "./contract.ts";

const words = z.object({ "zh-CN": z.string(), en: z.string() });

/** One item. */
export const quarantineRowSchema = z.object({
  id: z.string(),
  at: isoSchema,
  /** `rejected` at the edge, never logged; `quarantined`: logged, and failed when it was applied. */
  kind: z.enum(["rejected", "quarantined"]),
  source: z.string(),
  code: z.string(),
  /** What the code means. */
  reason: words,
  path: z.string().nullable(),
  /** The item's text, cut at 2,000 characters; null once erased. */
  payload: z.string().nullable(),
  /** Whether it can be sent in again as it is: its text is whole and is JSON. */
  canRetry: z.boolean(),
  state: z.enum(["open", "retried", "discarded"]),
  by: z.string().nullable(),
  resolvedAt: isoSchema.nullable(),
});

/** The list. */
export const listQuarantine = contract({
  method: "get",
  path: "/api/quarantine",
  area: "quarantine",
  summary: "Items that were refused or could not be applied, newest first, with the reason in words. format=csv.",
  access: "read",
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(["open", "retried", "discarded"]).optional(),
    kind: z.enum(["rejected", "quarantined"]).optional(),
    code: z.string().max(100).optional(),
    source: z.string().max(64).optional(),
    format: z.enum(["json", "csv"]).default("json"),
  }),
  answer: z.object({ rows: z.array(quarantineRowSchema), next: z.string().nullable() }),
});

const params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

/** Again. */
export const retryQuarantined = contract({
  method: "post",
  path: "/api/quarantine/{id}/retry",
  area: "quarantine",
  summary: "Send an item in again, as it was or with a mended text; what is still wrong is answered and it stays.",
  access: "operate",
  params,
  body: z.strictObject({ payload: z.string().min(1).max(100_000).optional() }).optional(),
  answer: z.object({ seq: z.int().nullable(), isDuplicate: z.boolean() }),
});

/** Away with it. */
export const discardQuarantined = contract({
  method: "post",
  path: "/api/quarantine/{id}/discard",
  area: "quarantine",
  summary: "Put an item aside for good. It stays in the list as discarded.",
  access: "operate",
  params,
  body: z.strictObject({ reason: z.string().max(500).optional() }).optional(),
  answer: z.object({ seq: z.int() }),
});
