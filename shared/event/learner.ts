// What a school tells about a learner: the upsert of attributes, addresses, zone, consent and guardian, closed and bounded,
// so that a misspelt `emial` is refused with its path instead of being kept where nothing reads it.
import { z } from "zod";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { isDate, isZone } from "#shared/kernel/zone.ts";
import { isId, isRecord } from "./text.ts";

/** The channels that consent may name (channels.md). */
export const consentChannels = ["inapp", "push", "sms", "wechat", "email", "task", "webhook", "sandbox"] as const;

/** Most attributes in one upsert. */
export const MAX_ATTRIBUTES = 100;

const ATTRIBUTE_KEY = /^[\p{L}_][\p{L}\p{N}_]{0,63}$/u;
const PHONE = /^\+?[0-9]{5,15}$/;
const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/**
 * Whether a text may be an attribute's key: a letter of any script or `_`, then letters, digits and `_`, at most 64 characters,
 * and none of `__proto__`, `constructor`, `prototype`.
 */
export function isAttributeKey(key: string): boolean {
  return ATTRIBUTE_KEY.test(key) && key !== "__proto__" && key !== "constructor" && key !== "prototype";
}

const name = z.string().max(200).refine(isId);
const attribute = z.union([
  z.string().max(1000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(100),
  z.null(),
]);
const consent = z.partialRecord(z.enum(consentChannels), z.boolean());

const addresses = z.strictObject({
  sms: z.string().regex(PHONE).nullish(),
  email: z.email().max(254).nullish(),
  push: z.string().min(1).max(4096).nullish(),
  wechat: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .nullish(),
});

/**
 * The upsert of a learner. An absent field stays as it is, null takes it away (an attribute, an address, the guardian as a whole);
 * consent is true or false per channel. `zone` is an IANA name, `locale` a BCP 47 tag, `birthDate` a date `YYYY-MM-DD`,
 * `addresses.sms` 5 to 15 digits with or without `+` (ITU-T E.164).
 */
export const learnerSchema = z.strictObject({
  id: z.string().refine(isId),
  name: name.nullish(),
  zone: z.string().refine(isZone).nullish(),
  locale: z.string().regex(LOCALE).nullish(),
  birthDate: z.string().refine(isDate).nullish(),
  attributes: z.record(z.string().refine(isAttributeKey), attribute).optional(),
  addresses: addresses.optional(),
  consent: consent.optional(),
  guardian: z
    .strictObject({ name: name.nullish(), addresses: addresses.optional(), consent: consent.optional() })
    .nullish(),
});

/** A checked upsert of a learner; see `learnerSchema`. */
export type LearnerPatch = z.infer<typeof learnerSchema>;

/**
 * Checks one upsert. Codes: learner.shape, learner.missing (no id), learner.unknownKey, learner.tooMany (attributes), learner.key (an
 * attribute's or channel's name), and learner.<field> for a value that does not fit; each with the path of the offender.
 */
export function checkLearner(value: unknown): { learner: LearnerPatch } | { issues: Issue[] } {
  if (!isRecord(value)) return { issues: [errorIssue("learner.shape", [])] };
  if (value.id === undefined) return { issues: [errorIssue("learner.missing", ["id"])] };
  const { attributes } = value;
  if (isRecord(attributes)) {
    if (Object.keys(attributes).length > MAX_ATTRIBUTES)
      return { issues: [errorIssue("learner.tooMany", ["attributes"], { max: MAX_ATTRIBUTES })] };
    // zod passes over an own `__proto__` in silence
    if (Object.hasOwn(attributes, "__proto__"))
      return { issues: [errorIssue("learner.key", ["attributes", "__proto__"])] };
  }
  const parsed = learnerSchema.safeParse(value);
  return parsed.success ? { learner: parsed.data } : { issues: parsed.error.issues.flatMap(toIssues) };
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys") {
    // a record over a list of names reports a foreign name in the same way
    const code = path.at(-1) === "consent" ? "learner.key" : "learner.unknownKey";
    return issue.keys.map((key) => errorIssue(code, [...path, key]));
  }
  if (issue.code === "invalid_key") return [errorIssue("learner.key", path)];
  return [errorIssue(`learner.${path[0] ?? "shape"}`, path)];
}
