// The content of a message per channel, in one language: closed schemas, and which of their fields are templates. The strategy's
// document, the message studio and the renderer read these.
import { z } from "zod";
import { webLinkPattern } from "./html.ts";

const title = z.string().min(1).max(500);
const body = z.string().min(1).max(20_000);
const label = z.string().min(1).max(100);
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);
const vendorTemplate = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Where a message leads: the learner's next lesson, their preferences, or an absolute http(s) URL without user info. */
export const linkSchema = z
  .union([z.enum(["resume", "preferences"]), z.string().max(2000).regex(webLinkPattern)])
  .meta({ id: "MessageLink" });

const LARGEST_RECORD = 50;
const fewKeys = { message: `at most ${LARGEST_RECORD} keys` };
const scalar = z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]);

/** Texts of a vendor's template by the vendor's field name ("thing1"), at least one. */
const wechatFields = z.record(name, z.string().min(1).max(1000)).refine((fields) => isSized(fields, 1), fewKeys);
const webhookBody = z.record(name, scalar).refine((fields) => isSized(fields, 0), fewKeys);

/**
 * One language's content by channel. Lengths bound the template, not the text it gives. `sms.template` and `wechat.template` are ids
 * at the vendor; a webhook's texts are templates, its other values are sent as they are.
 */
export const contentSchemas = {
  inapp: z.strictObject({ title, body, action: z.strictObject({ label, link: linkSchema }).optional() }),
  push: z.strictObject({ title, body, link: linkSchema.optional() }),
  sms: z.strictObject({ body: z.string().min(1).max(5000), template: vendorTemplate.optional() }),
  wechat: z.strictObject({ template: vendorTemplate, fields: wechatFields, link: linkSchema.optional() }),
  email: z.strictObject({ subject: title, html: z.string().min(1).max(65_536), text: body.optional() }),
  webhook: z.strictObject({ body: webhookBody.optional() }),
  task: z.strictObject({ title, script: body }),
} as const;

/** The kinds of content; `sandbox` stands in for any of them and has none of its own. */
export type ContentChannel = keyof typeof contentSchemas;

/** One language's content of a channel. */
export type ContentOf<C extends ContentChannel> = z.infer<(typeof contentSchemas)[C]>;

/** A template inside content: where (dotted: `action.label`), its source, and whether it is HTML and must be rendered escaped. */
export interface TemplateField {
  path: string;
  source: string;
  isHtml: boolean;
}

/** Fields whose texts are not templates, by any channel. */
const plainPaths: ReadonlySet<string> = new Set(["link", "action.link", "template"]);

/** The template fields of a content, in its own order. Every text is one, except links and vendor ids. */
export function templateFields<C extends ContentChannel>(channel: C, content: ContentOf<C>): TemplateField[] {
  return textsOf(content, "")
    .filter(({ path }) => !plainPaths.has(path))
    .map(({ path, source }) => ({ path, source, isHtml: channel === "email" && path === "html" }));
}

function textsOf(content: object, prefix: string): { path: string; source: string }[] {
  return Object.entries(content).flatMap(([key, value]: [string, unknown]) => {
    const path = `${prefix}${key}`;
    if (typeof value === "string") return [{ path, source: value }];
    return typeof value === "object" && value !== null ? textsOf(value, `${path}.`) : [];
  });
}

function isSized(record: object, least: number): boolean {
  const { length } = Object.keys(record);
  return length >= least && length <= LARGEST_RECORD;
}
