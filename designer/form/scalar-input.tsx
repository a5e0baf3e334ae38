// One value of an attribute or a data property, with its type: a text, a number, yes or no, and where it is asked for, nothing.
import { Select, Space } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { NumberInput, TextInput } from "./inputs.tsx";
import { recordWords, words } from "./words.ts";

/** A value of an attribute. */
export type Scalar = string | number | boolean | null;
type ScalarType = "text" | "number" | "boolean" | "none";

function typeOf(value: unknown): ScalarType {
  if (value === null) return "none";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";
}

function converted(value: unknown, type: ScalarType): Scalar {
  if (type === "none") return null;
  if (type === "boolean") return value !== false && value !== "false" && value !== 0;
  if (type === "text") return value === null || value === undefined ? "" : String(value);
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}

/** Yes or no, as a picker beside others. */
export function YesNoInput({ name, value, write }: { name: string; value: boolean; write: (value: boolean) => void }) {
  const say = useSay();
  const options = (["yes", "no"] as const).map((answer) => ({ value: answer, label: say(words[answer]) }));
  return (
    <Select
      aria-label={name}
      className="wb-wide"
      value={value ? "yes" : "no"}
      options={options}
      onChange={(answer) => write(answer === "yes")}
    />
  );
}

/** See the head of this file. */
export function ScalarInput(given: {
  readonly name: string;
  readonly typeName: string;
  readonly value: unknown;
  readonly canBeNone?: boolean;
  readonly write: (value: Scalar) => void;
}) {
  const say = useSay();
  const { name, value, write } = given;
  const type = typeOf(value);
  const options = [
    { value: "text" as const, label: say(recordWords.text) },
    { value: "number" as const, label: say(recordWords.number) },
    { value: "boolean" as const, label: say(recordWords.boolean) },
    ...(given.canBeNone ? [{ value: "none" as const, label: say(recordWords.none) }] : []),
  ];
  return (
    <Space.Compact className="wb-wide">
      <Select<ScalarType>
        aria-label={given.typeName}
        className="wb-unit"
        popupMatchSelectWidth={false}
        value={type}
        options={options}
        onChange={(next) => write(converted(value, next))}
      />
      {type === "text" && (
        <TextInput name={name} most={200} value={typeof value === "string" ? value : ""} write={write} />
      )}
      {type === "number" && (
        <NumberInput name={name} value={value as number} write={(next) => next !== null && write(next)} />
      )}
      {type === "boolean" && <YesNoInput name={name} value={value === true} write={write} />}
    </Space.Compact>
  );
}
