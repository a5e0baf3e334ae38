// The schema of a frequency cap, as settings and strategies write it.
import { z } from "zod";
import { parseDuration } from "#shared/kernel/duration.ts";

/** A cap: so many touches of a channel (or of all) per local calendar day or rolling duration. */
export const capSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  scope: z.enum(["all", "inapp", "push", "sms", "wechat", "email"]),
  limit: z.int().min(0).max(1000),
  per: z.union([z.literal("day"), z.string().refine((text) => parseDuration(text) !== null)]),
});
