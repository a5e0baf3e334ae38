// The school's settings as a schema: what decisions depend on, and what dispatch depends on. All fields are given at once.
import { z } from "zod";
import { channels } from "#shared/channel/all.ts";
import { isZone } from "#shared/kernel/zone.ts";
import { webLinkPattern } from "#shared/message/html.ts";
import { saltSchema, weightSchema } from "#shared/node/fields.ts";
import { capSchema } from "#shared/policy/cap-schema.ts";
import { parseClock } from "#shared/policy/quiet.ts";
import { contract } from "./contract.ts";

const channelIds = channels.map(({ id }) => id);
const clock = z.string().refine((text) => parseClock(text) !== null);
const rate = z.int().min(0).max(10_000);
const instant = z.int().min(0).max(8.64e15);

/** See the head of this file. Instants are UTC ms, rates and weights basis points; `quiet` is the learner's wall clock. */
export const settingsSchema = z
  .strictObject({
    zone: z.string().refine(isZone),
    pauses: z.array(z.strictObject({ from: instant, to: instant })).max(200),
    holdout: z.strictObject({ salt: saltSchema, weight: weightSchema }).nullable(),
    schoolName: z.string().max(100),
    signature: z.string().max(40),
    smsTail: z.string().max(40),
    quiet: z.strictObject({ from: clock, to: clock }).nullable(),
    caps: z.array(capSchema).max(20),
    rates: z.strictObject({ delivered: rate, opened: rate, acted: rate }),
    allowedHosts: z
      .array(z.string().regex(/^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-fA-F:]+\](:\d{1,5})?$/))
      .max(100),
    resumeUrl: z.string().max(2000).regex(webLinkPattern).nullable(),
    locale: z.enum(["zh-CN", "en"]),
    /** What a send costs, in fen, where it is not the channel's usual list price; an SMS by the part, a call by staff as a whole. */
    costs: z.partialRecord(z.enum(channelIds), z.int().min(0).max(1_000_000)).default({}),
    /** Days after which the log keeps of its items only what the school itself said; null: it keeps all for ever. */
    logDays: z.int().min(400).max(3650).nullable().default(null),
    /** Whether a second person has to approve what is published. */
    publish: z.strictObject({ needsApproval: z.boolean() }),
  })
  .meta({ id: "Settings" });

const answer = z.object({ revision: z.int(), settings: settingsSchema });

/** The settings in force. */
export const getSettings = contract({
  method: "get",
  path: "/api/settings",
  area: "settings",
  summary: "The school's settings; revision 0 where none were saved.",
  access: "read",
  answer,
});

/** New settings. */
export const putSettings = contract({
  method: "put",
  path: "/api/settings",
  area: "settings",
  summary: "Replace the settings; If-Match may name the revision they were made from.",
  access: "operate",
  body: settingsSchema,
  answer: z.object({ revision: z.int(), seq: z.int() }),
});
