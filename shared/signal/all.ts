// Every signal kind, written out by hand: compiler, engine, palette and form read this list.
import { z } from "zod";
import { assert } from "#shared/kernel/issue.ts";
import { absence } from "./absence.ts";
import { attribute } from "./attribute.ts";
import { behind } from "./behind.ts";
import { count } from "./count.ts";
import { drop } from "./drop.ts";
import type { SignalKind } from "./kind.ts";
import { metric } from "./metric.ts";
import { milestone } from "./milestone.ts";
import { overdue } from "./overdue.ts";
import { schedule } from "./schedule.ts";
import { score } from "./score.ts";
import { stall } from "./stall.ts";

/** The signal kinds, in the order of the palette. */
export const signalKinds = [
  absence,
  drop,
  stall,
  behind,
  count,
  metric,
  overdue,
  milestone,
  attribute,
  schedule,
  score,
] as const;

type Kinds = typeof signalKinds;
type SchemasOf<K extends readonly { schema: z.core.$ZodTypeDiscriminable }[]> = { [I in keyof K]: K[I]["schema"] };

/** A signal as drawn, of any kind, without id, type and cause. */
export type SignalDef = z.infer<Kinds[number]["schema"]>;

/** Schema of a signal of any kind: closed, told apart by `kind`. */
export const signalSchema = z.discriminatedUnion(
  "kind",
  signalKinds.map((kind) => kind.schema) as unknown as SchemasOf<Kinds>,
);

const byKind = new Map<string, SignalKind<SignalDef>>(
  signalKinds.map((kind) => [kind.kind, kind as SignalKind<SignalDef>]),
);

/** The kind of a signal; the name has passed the schema. */
export function signalKind(kind: SignalDef["kind"]): SignalKind<SignalDef> {
  const found = byKind.get(kind);
  assert(found !== undefined, "a signal kind is in the list", { kind });
  return found;
}
