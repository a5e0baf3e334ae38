// The part of a backtest's order that slides a threshold: the documents that the values of one signal make.

import type { Strategy } from "#shared/strategy/document.ts";
import type { ThresholdValue } from "#shared/strategy/threshold.ts";
import { MOST_THRESHOLDS, thresholdOf, withThreshold } from "#shared/strategy/threshold.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import type { BacktestOrder } from "./backtest-run.ts";

/** Which signal to slide; without a field its usual one, without values some around the present one. */
export interface Sliding {
  readonly node: string;
  readonly field?: string | undefined;
  readonly values?: readonly ThresholdValue[] | undefined;
}

/** The order; or which part of the wish cannot be met. The present value's document is the one given, so that it is run once. */
export function thresholdOrder(
  document: Strategy,
  { node: id, field: named, values: wanted }: Sliding,
): { threshold: NonNullable<BacktestOrder["threshold"]> } | { unfit: "node" | "values" } {
  const node = document.nodes.find((one) => one.id === id);
  const usual = node === undefined ? null : thresholdOf(node);
  const field = named ?? usual?.field;
  const present = field === undefined ? undefined : (node as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (field === undefined || (typeof present !== "string" && typeof present !== "number")) return { unfit: "node" };
  const values = [...new Set(wanted ?? (usual?.field === field ? usual.choices : [present]))].slice(0, MOST_THRESHOLDS);
  const variants = values.flatMap((value) => {
    const made = value === present ? document : variantOf(document, id, field, value);
    return made === null ? [] : [{ value, document: made }];
  });
  if (variants.length < values.length) return { unfit: "values" };
  return { threshold: { node: id, field, present, variants } };
}

function variantOf(document: Strategy, id: string, field: string, value: ThresholdValue): Strategy | null {
  const made = withThreshold(document, id, field, value);
  const read = made === null ? null : parseStrategy(made);
  return read !== null && "document" in read ? read.document : null;
}
