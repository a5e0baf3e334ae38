// Segment's traits to an upsert of a learner: the reserved traits find their fields, the rest become attributes.
import type { Issue } from "#shared/kernel/issue.ts";
import { checkLearner, type LearnerPatch, MAX_ATTRIBUTES } from "./learner.ts";
import { isRecord } from "./text.ts";

const RESERVED = new Set(["id", "name", "firstName", "lastName", "email", "phone", "locale", "timezone", "birthday"]);

/** A phone number without the marks that people write in it: spaces, dots, dashes, brackets, Excel's leading apostrophe. */
export function tidyPhone(text: string): string {
  return text.replace(/[\s().\-‐-―'’]/g, "");
}

/** A locale tag in BCP 47 form: Segment's mobile libraries write `zh_CN`. */
export function tidyLocale(text: string): string {
  return text.replaceAll("_", "-");
}

/**
 * The upsert of a learner from Segment's traits (Segment Spec: Identify, reserved traits): email, phone, name or first and last name, locale,
 * timezone and birthday find their fields, nested objects are flattened with `_`, the rest become attributes. A trait that does not
 * fit is left out with a warning `segment.trait`, since Segment's libraries show no error to anyone.
 */
export function learnerOfTraits(
  id: string,
  traits: Readonly<Record<string, unknown>>,
): { learner: LearnerPatch; warnings: Issue[] } {
  const warnings: Issue[] = [];
  const drop = (path: (string | number)[]) =>
    warnings.push({ code: "segment.trait", severity: "warning", path: ["traits", ...path] });
  const candidate: Record<string, unknown> = { id };
  const attributes: Record<string, unknown> = {};
  setText(candidate, "name", traits.name ?? fullName(traits));
  setText(candidate, "zone", traits.timezone);
  setText(candidate, "locale", traits.locale, tidyLocale);
  setText(candidate, "birthDate", traits.birthday, (text) => text.slice(0, 10));
  const addresses: Record<string, unknown> = {};
  setText(addresses, "email", traits.email, (text) => text.trim());
  setText(addresses, "sms", traits.phone, tidyPhone);
  if (Object.keys(addresses).length > 0) candidate.addresses = addresses;
  for (const [key, value] of Object.entries(traits)) if (!RESERVED.has(key)) flatten(key, value, attributes, 1);
  const entries = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES) drop([]);
  if (entries.length > 0) candidate.attributes = Object.fromEntries(entries.slice(0, MAX_ATTRIBUTES));
  return { learner: sift(candidate, drop), warnings };
}

// What does not fit is taken out where it lies; what is left fits, since every field but the id is optional.
function sift(candidate: Record<string, unknown>, drop: (path: (string | number)[]) => void): LearnerPatch {
  const first = checkLearner(candidate);
  if ("learner" in first) return first.learner;
  for (const { path } of first.issues) {
    const [field, key] = path as [string, string | undefined];
    const parent = key === undefined ? candidate : candidate[field];
    if (isRecord(parent)) delete parent[key ?? field];
    drop(path.slice(0, 2));
  }
  const second = checkLearner(candidate);
  return "learner" in second ? second.learner : { id: candidate.id as string };
}

function setText(
  target: Record<string, unknown>,
  key: string,
  value: unknown,
  tidy: (text: string) => string = (text) => text,
): void {
  if (value === null) target[key] = null;
  else if (typeof value === "string" || typeof value === "number") target[key] = tidy(String(value));
}

function fullName(traits: Readonly<Record<string, unknown>>): unknown {
  const parts = [traits.firstName, traits.lastName].filter((part) => typeof part === "string" && part !== "");
  return parts.length > 0 ? parts.join(" ") : undefined;
}

function flatten(key: string, value: unknown, into: Record<string, unknown>, depth: number): void {
  const plain = key === "__proto__" ? key : key.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^(?=\p{N})/u, "_");
  if (isRecord(value) && depth < 4) {
    for (const [inner, item] of Object.entries(value)) flatten(`${plain}_${inner}`, item, into, depth + 1);
  } else if (plain !== "__proto__") into[plain] = value;
}
