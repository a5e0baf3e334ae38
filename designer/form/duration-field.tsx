// A duration: a number and a unit, or the ISO-8601 text where no single unit says it, so that nothing that was written is lost.
import { Select, Space } from "antd";
import { useState } from "react";
import { useSay } from "#designer/text/say.tsx";
import { parseDuration } from "#shared/kernel/duration.ts";
import {
  changeUnit,
  type DurationParts,
  type DurationUnit,
  durationUnits,
  joinDuration,
  splitDuration,
} from "./duration-parts.ts";
import type { FieldProps } from "./field-props.ts";
import { NumberInput, TextInput } from "./inputs.tsx";
import { unitWords, words } from "./words.ts";

const RAW = "raw";

/** The control alone, for fields with a duration inside. Absent is undefined. */
export function DurationInput(given: {
  readonly id?: string | undefined;
  readonly name: string;
  readonly value: unknown;
  readonly hint?: string | undefined;
  readonly isDays?: boolean;
  readonly canClear?: boolean;
  readonly write: (text: string | undefined) => void;
}) {
  const say = useSay();
  const { name, value, write } = given;
  const text = typeof value === "string" ? value : "";
  const [unit, setUnit] = useState<DurationUnit>("D");
  const [isAsked, setAsked] = useState(false);
  const parts = splitDuration(text);
  const isRaw = isAsked || (parts === null && text !== "");
  const units = durationUnits.filter((one) => !given.isDays || one === "D" || one === "W" || one === parts?.unit);
  const options = [
    ...units.map((one) => ({ value: one as string, label: say(unitWords[one]) })),
    { value: RAW, label: say(words.asWritten) },
  ];
  const choose = (next: string) => {
    setAsked(next === RAW);
    if (next === RAW) return;
    setUnit(next as DurationUnit);
    if (text !== "") write(joinDuration(inUnit(text, next as DurationUnit)));
  };
  const clear = () => given.canClear && write(undefined);
  return (
    <Space.Compact className="wb-wide">
      {isRaw ? (
        <TextInput
          id={given.id}
          name={given.id === undefined ? name : undefined}
          isCode
          value={text}
          accepts={(next) => parseDuration(next) !== null || (next === "" && given.canClear === true)}
          write={(next) => (next === "" ? clear() : write(next))}
        />
      ) : (
        <NumberInput
          id={given.id}
          name={given.id === undefined ? name : undefined}
          value={parts?.count ?? null}
          min={1}
          digits={0}
          hint={given.hint}
          write={(count) => (count === null ? clear() : write(joinDuration({ count, unit: parts?.unit ?? unit })))}
        />
      )}
      <Select
        aria-label={say(words.unit(name))}
        className="wb-unit"
        popupMatchSelectWidth={false}
        value={isRaw ? RAW : (parts?.unit ?? unit)}
        options={options}
        onChange={choose}
      />
    </Space.Compact>
  );
}

/** A duration that has several units is rounded up to whole ones when another unit is asked for. */
function inUnit(text: string, unit: DurationUnit): DurationParts {
  const parts = splitDuration(text);
  if (parts !== null) return changeUnit(parts, unit);
  const oneMs = parseDuration(joinDuration({ count: 1, unit })) ?? 1;
  return { count: Math.max(1, Math.ceil((parseDuration(text) ?? oneMs) / oneMs)), unit };
}

/** A duration field. */
export function DurationField({ field, inputId, name, value, write }: FieldProps<"duration">) {
  const say = useSay();
  return (
    <DurationInput
      id={inputId}
      name={name}
      value={value}
      isDays={field.mostDays !== undefined}
      canClear={field.isOptional ?? false}
      hint={field.absent && say(field.absent)}
      write={write}
    />
  );
}
