// Fields that several node kinds share.
import { z } from "zod";

/** A node, port, message, arm or variant id: a short slug, stable across versions. */
export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .meta({ id: "Slug" });

/** A salt of a keyed hash. */
export const saltSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/)
  .meta({ id: "Salt" });

/** A weight in basis points, 0..10000. */
export const weightSchema = z.int().min(0).max(10_000);

/** What every node may carry besides its kind's own fields; `name` and `note` have no meaning to the engine. */
export const nodeBase = {
  id: slugSchema,
  name: z.strictObject({ "zh-CN": z.string().max(80).optional(), en: z.string().max(80).optional() }).optional(),
  note: z.string().max(2000).optional(),
} as const;

/** A text in several locales; each is a template. */
export const localisedSchema = z.partialRecord(z.enum(["zh-CN", "en"]), z.string().min(1).max(8000));
