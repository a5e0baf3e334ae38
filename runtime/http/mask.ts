// Addresses in part: what marketers and analysts see of phone numbers, e-mails and account ids of learners.
import { maskedRoles } from "#shared/api/contract.ts";
import type { Principal } from "./deps.ts";

/** Areas of routes whose answers are about people of the school or its work; all others may be about learners. */
const ABOUT_WORK: ReadonlySet<string> = new Set(
  "accounts members keys system settings channels strategies messages documents health sample jobs".split(" "),
);
const NAMES = /phone|mobile|(^|_)tel|e-?mail|open_?id|union_?id/i;
/** Where numbers too are what was told of a learner; elsewhere they count something. */
const TOLD = /^(profile|attributes|addresses|guardian)$/;
/** Texts that hold whatever was sent to us. */
const RAW = new Set(["payload"]);

/** The value as this principal may see it in an answer of this area. */
export function maskFor(principal: Principal, area: string, value: unknown): unknown {
  const isMasked = principal.kind === "person" && maskedRoles.includes(principal.person.role);
  return isMasked && !ABOUT_WORK.has(area) ? masked(value, { isAddress: false, isTold: false }) : value;
}

interface Place {
  isAddress: boolean;
  isTold: boolean;
}

function masked(value: unknown, place: Place): unknown {
  if (typeof value === "string") return place.isAddress ? maskText(value) : value;
  if (typeof value === "number") return place.isAddress && place.isTold ? maskText(String(value)) : value;
  if (Array.isArray(value)) return value.map((one) => masked(one, place));
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => {
    const isAddress = place.isAddress || name === "addresses" || NAMES.test(name);
    return [name, RAW.has(name) ? null : masked(part, { isAddress, isTold: place.isTold || TOLD.test(name) })];
  });
  return Object.fromEntries(parts);
}

/** `138****5678`, `l***@example.com`, `oab***`: enough to tell two apart, too little to reach anyone. */
export function maskText(text: string): string {
  const at = text.lastIndexOf("@");
  if (at > 0) return `${text.slice(0, 1)}***${text.slice(at)}`;
  const digits = text.replace(/\D/g, "").length;
  if (digits >= 7 && digits >= text.length - 4) return `${text.slice(0, -8)}****${text.slice(-4)}`;
  return `${text.slice(0, Math.min(3, text.length >> 1))}***`;
}
