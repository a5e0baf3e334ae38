// The person a send goes to: what dispatch knows of a learner beside the facts, whose addresses and consent count, and who is a minor.

/** Addresses by channel. */
export type Addresses = Readonly<Record<string, string>>;
/** Consent by channel; an absent channel was never asked about, which allows. */
export type Consent = Readonly<Record<string, boolean>>;

/** A learner's profile; absent keys are not known. `birthDate` is `YYYY-MM-DD`, `zone` an IANA name, `locale` a BCP 47 tag. */
export interface Profile {
  name?: string;
  zone?: string;
  locale?: string;
  birthDate?: string;
  addresses?: Addresses;
  consent?: Consent;
  guardian?: { name?: string; addresses?: Addresses; consent?: Consent };
}

const FOURTEEN_YEARS_MS = 14 * 365.25 * 86_400_000;

/** Whether the learner is under 14 at `now` (UTC ms), so that a guardian's consent is a send gate (PIPL art. 31). */
export function isMinor(profile: Profile, now: number): boolean {
  return profile.birthDate !== undefined && now - Date.parse(profile.birthDate) < FOURTEEN_YEARS_MS;
}

/** The person a send goes to: addresses and consent belong to the recipient (ruling 14). */
export function recipientOf(
  profile: Profile,
  recipient: "learner" | "guardian",
): { name?: string; addresses?: Addresses; consent?: Consent } {
  return recipient === "guardian" ? (profile.guardian ?? {}) : profile;
}
