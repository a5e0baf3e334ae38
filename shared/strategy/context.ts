// What a compile knows beside the document: the school's settings, which channels are connected, and the expected traffic.
// It moves diagnostics only; plan and hash depend on the document alone (ruling 31).
import type { Pause } from "#shared/kernel/pause.ts";
import type { Cap } from "#shared/policy/caps.ts";
import type { QuietWindow } from "#shared/policy/quiet.ts";
import type { Locale } from "#shared/signal/words.ts";

/** The school's settings as far as the compiler asks. */
export interface CompileSettings {
  /** The school's quiet hours, on the learner's wall clock; null: none. */
  readonly quiet: QuietWindow | null;
  readonly caps: readonly Cap[];
  readonly pauses: readonly Pause[];
  /** IANA zone of the school. */
  readonly zone: string;
  /** What every SMS begins with, brackets included; empty: none. */
  readonly signature: string;
  /** What every SMS ends with, such as how to opt out; empty: none. */
  readonly smsTail: string;
  /** The languages learners read. */
  readonly locales: readonly Locale[];
  /** Hosts, or host:port, that webhooks may call. */
  readonly allowedHosts: readonly string[];
  /** Codes of channel rules that the school has switched off; other codes are not heeded. */
  readonly rulesOff?: readonly string[];
}

/** What diagnostics depend on beside the document. */
export interface CompileContext {
  readonly settings: CompileSettings;
  /** By channel id; an absent channel says nothing. */
  readonly channels: Readonly<Record<string, { readonly isConnected: boolean }>>;
  /** Learners who enter the strategy in a week; null: not known, nothing is diagnosed from it. */
  readonly traffic: { readonly learnersPerWeek: number } | null;
}

/** The context of a fresh install: Chinese texts, no quiet hours, caps, hosts or traffic. */
export const defaultContext: CompileContext = {
  settings: {
    quiet: null,
    caps: [],
    pauses: [],
    zone: "Asia/Shanghai",
    signature: "",
    smsTail: "",
    locales: ["zh-CN"],
    allowedHosts: [],
  },
  channels: {},
  traffic: null,
};
