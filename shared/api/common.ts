// Schemas that several routes share: instants, pages, the answer per item, ids in paths.
import { z } from "zod";
import { parseInstant } from "#shared/event/instant.ts";
import { isId } from "#shared/event/text.ts";

/** An ISO-8601 instant with zone, read to UTC ms. */
export const instantSchema = z
  .string()
  .meta({ format: "date-time" })
  .transform((text, context) => {
    const at = parseInstant(text);
    if (at === null) context.addIssue({ code: "custom", params: { code: "event.at" } });
    return at ?? z.NEVER;
  });

/** A learner's id in a path. */
export const learnerParams = z.object({ id: z.string().refine(isId) });

/** A strategy's id in a path. */
export const strategyParams = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

/** An opaque id in a path. */
export const idParams = z.object({ id: z.string().min(1).max(100) });

/** The id of a send, as ledgers give it: digits, or the same as a number. */
export const sendIdSchema = z.union([z.string().regex(/^\d{1,16}$/), z.int().min(0)]).transform((id, context) => {
  const send = Number(id);
  if (!Number.isSafeInteger(send)) context.addIssue({ code: "custom", params: { code: "request.format" } });
  return send;
});

/** The id of a send in a path. */
export const sendParams = z.object({ id: sendIdSchema });

/** An instant in an answer: ISO-8601, UTC. */
export const isoSchema = z.string().meta({ format: "date-time" });

/** The signed token of a link. */
export const tokenParams = z.object({ token: z.string().min(1).max(6400) });

/** The answer to many items: accepted + duplicates + rejected = items; `index` counts them from 0. */
export const itemsSchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(
    z.object({
      index: z.int(),
      code: z.string(),
      message: z.string(),
      path: z.array(z.union([z.string(), z.number()])),
    }),
  ),
});

/** A page's size and where it begins. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

/** A row of whatever columns. */
export const rowSchema = z.record(z.string(), z.unknown());

/** A page of rows; `next` is the cursor of the page after it, null at the end. */
export const pageSchema = z.object({ rows: z.array(rowSchema), next: z.string().nullable() });

/** An answer that says no more than that it is done; `seq` is its place in the log. */
export const loggedSchema = z.object({ seq: z.int() });
