// What a trial tells: one line for each thing that happened, as data; `words-try.ts` says it.
import type { Evidence } from "#shared/signal/kind.ts";

/** One thing that happened at an instant (UTC ms). `send` is the id of a send. */
export type TryLine = { readonly at: number } & (
  | { readonly is: "began" }
  | { readonly is: "event"; readonly type: string; readonly course: string | null }
  | { readonly is: "signalOn"; readonly signal: string; readonly evidence: Evidence }
  | { readonly is: "signalOff"; readonly signal: string }
  | { readonly is: "opened"; readonly number: number }
  | { readonly is: "tier"; readonly tier: string }
  | { readonly is: "ended"; readonly outcome: string; readonly reason: string }
  | { readonly is: "entered"; readonly node: string }
  | { readonly is: "left"; readonly node: string; readonly port: string | null; readonly reason: string | null }
  | { readonly is: "armed"; readonly salt: string; readonly arm: string }
  | { readonly is: "promise"; readonly tier: string; readonly state: string }
  | { readonly is: "decided"; readonly send: number }
  | { readonly is: "held"; readonly send: number; readonly until: number; readonly reason: string }
  | { readonly is: "settled"; readonly send: number; readonly state: string; readonly reason: string | null }
  | { readonly is: "receipt"; readonly send: number; readonly state: string; readonly byHand: boolean }
  | { readonly is: "outcome"; readonly send: number; readonly outcome: string }
);
