// The small controls that fields are made of. Each keeps what is typed (typing.ts) and is named by a label or by itself.
import { Input, InputNumber } from "antd";
import type { KeyboardEvent } from "react";
import { useTyping } from "./typing.ts";

interface Named {
  readonly id?: string | undefined;
  /** The accessible name where no label names the control. */
  readonly name?: string | undefined;
  readonly hint?: string | undefined;
  readonly prefix?: string | undefined;
  readonly unit?: string | undefined;
}

/** A line of text. `accepts` refuses what must not be written (it stays in the control until it is left). */
export function TextInput(
  given: Named & {
    readonly value: string;
    readonly most?: number;
    readonly lines?: number;
    readonly type?: "text" | "url" | "date";
    readonly accepts?: (text: string) => boolean;
    readonly isCode?: boolean;
    readonly write: (text: string) => void;
  },
) {
  const { accepts = () => true, lines = 1, most } = given;
  const typing = useTyping(given.value, (text) => accepts(text) && given.write(text));
  const common = {
    ...(given.id === undefined ? {} : { id: given.id }),
    ...(given.isCode ? { className: "wb-code" } : {}),
    ...(most === undefined ? {} : { maxLength: most }),
    "aria-label": given.name,
    placeholder: given.hint,
    spellCheck: false,
    value: typing.shown,
    status: accepts(typing.shown) ? ("" as const) : ("error" as const),
    onBlur: typing.leave,
    onKeyDown: typing.onKeyDown as (event: KeyboardEvent) => void,
  };
  if (lines > 1)
    return (
      <Input.TextArea
        {...common}
        autoSize={{ minRows: lines, maxRows: lines * 3 }}
        onChange={(event) => typing.type(event.target.value)}
      />
    );
  return (
    <Input
      {...common}
      type={given.type ?? "text"}
      prefix={given.prefix}
      suffix={given.unit}
      onChange={(event) => typing.type(event.target.value)}
    />
  );
}

/** A number; null where it is empty. A value below `min` or above `max` is brought back when the control is left. */
export function NumberInput(
  given: Named & {
    readonly value: number | null;
    readonly min?: number;
    readonly max?: number;
    readonly digits?: number;
    readonly step?: number;
    readonly write: (value: number | null) => void;
  },
) {
  const typing = useTyping<number | null>(given.value, given.write);
  const { min, max, digits } = given;
  return (
    <InputNumber<number>
      {...(given.id === undefined ? {} : { id: given.id })}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(digits === undefined ? {} : { precision: digits })}
      className="wb-number"
      aria-label={given.name}
      placeholder={given.hint}
      prefix={given.prefix}
      suffix={given.unit}
      step={given.step ?? 1}
      value={typing.shown}
      onChange={(value) => typing.type(value)}
      onBlur={typing.leave}
      onKeyDown={typing.onKeyDown}
    />
  );
}
