// Fields of one number: a count, a ratio in percent, a share in basis points.
import { useSay } from "#designer/text/say.tsx";
import type { FieldProps } from "./field-props.ts";
import { NumberInput } from "./inputs.tsx";
import { toBasisPoints, toPercent, WHOLE_BP } from "./shares.ts";

/** A number in JSON, else null. */
export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Writes a number; an emptied control takes an optional field out and leaves any other as it was. */
export function writeNumber({ field, write }: Pick<FieldProps, "field" | "write">, value: number | null): void {
  if (value !== null) write(value);
  else if (field.isOptional) write(undefined);
}

/** A number within its bounds. */
export function NumberField(given: FieldProps<"number">) {
  const say = useSay();
  const { field, inputId, value } = given;
  return (
    <NumberInput
      id={inputId}
      value={numberOf(value)}
      min={field.min}
      max={field.max}
      {...(field.isWhole ? { digits: 0 } : {})}
      unit={field.unit && say(field.unit)}
      hint={field.absent && say(field.absent)}
      write={(next) => writeNumber(given, next)}
    />
  );
}

/** A ratio 0..1 in percent, without dust: 0.625 is 62.5. */
export function RatioField(given: FieldProps<"ratio">) {
  const { field, inputId } = given;
  const ratio = numberOf(given.value);
  const percentOf = (one: number) => Math.round(one * 1e8) / 1e6;
  return (
    <NumberInput
      id={inputId}
      value={ratio === null ? null : percentOf(ratio)}
      min={percentOf(field.min)}
      max={percentOf(field.max)}
      step={5}
      unit="%"
      write={(percent) => writeNumber(given, percent === null ? null : Math.round(percent * 1e6) / 1e8)}
    />
  );
}

/** A share in basis points, in percent. */
export function WeightField(given: FieldProps<"weight">) {
  const bp = numberOf(given.value);
  return (
    <NumberInput
      id={given.inputId}
      value={bp === null ? null : toPercent(bp)}
      min={0}
      max={toPercent(WHOLE_BP)}
      unit="%"
      write={(percent) => writeNumber(given, percent === null ? null : toBasisPoints(percent))}
    />
  );
}
