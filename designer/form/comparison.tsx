// The operator of a comparison and the value that goes with it; attributes of learners and properties of events are compared alike.
import { Select } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { DurationInput } from "./duration-field.tsx";
import { OpenSelect } from "./open-select.tsx";
import { ScalarInput, YesNoInput } from "./scalar-input.tsx";
import { opWords, words } from "./words-condition.ts";

/** A comparison of any kind. */
export type Op = keyof typeof opWords;
type Scalar = string | number | boolean;

/** What of a comparison this control holds. */
export interface Compared {
  readonly op: Op;
  readonly value?: Scalar | Scalar[] | undefined;
}

/** Whether a text is read as a number: written back, it is the same text. */
function read(text: string): Scalar {
  const number = Number(text);
  return text.trim() !== "" && String(number) === text ? number : text;
}

/** The comparison under another operator: its value where that fits, else a sensible one. */
export function withOp({ op, value }: Compared, next: Op): Compared {
  if (op === next) return { op, value };
  if (next === "exists") return { op: next };
  const single = Array.isArray(value) ? value[0] : value;
  if (next === "in") return { op: next, value: single === undefined || single === "" ? [] : [single] };
  const isRelative = (one: Op) => one === "withinLast" || one === "withinNext";
  if (isRelative(next)) return { op: next, value: isRelative(op) && single !== undefined ? single : "P7D" };
  return { op: next, value: isRelative(op) || single === undefined ? "" : single };
}

/** See the head of this file. */
export function Comparison(given: {
  readonly compared: Compared;
  readonly ops: readonly Op[];
  readonly write: (next: Compared) => void;
}) {
  const say = useSay();
  const { compared, ops, write } = given;
  const { op, value } = compared;
  return (
    <>
      <Select<Op>
        aria-label={say(words.op)}
        className="wb-op"
        popupMatchSelectWidth={false}
        value={op}
        options={ops.map((one) => ({ value: one, label: say(opWords[one]) }))}
        onChange={(next) => write(withOp(compared, next))}
      />
      <ComparedValue op={op} value={value} write={(next) => write(next === undefined ? { op } : { op, value: next })} />
    </>
  );
}

function ComparedValue({ op, value, write }: Compared & { write: (value: Scalar | Scalar[] | undefined) => void }) {
  const say = useSay();
  if (op === "exists")
    return <YesNoInput name={say(words.value)} value={value !== false} write={(is) => write(is ? undefined : false)} />;
  if (op === "withinLast" || op === "withinNext")
    return <DurationInput name={say(words.value)} value={value} write={(text) => text !== undefined && write(text)} />;
  if (op !== "in")
    return (
      <ScalarInput
        name={say(words.value)}
        typeName={say(words.valueType)}
        value={Array.isArray(value) ? value[0] : value}
        write={(next) => next !== null && write(next)}
      />
    );
  const values = Array.isArray(value) ? value : [];
  return (
    <OpenSelect
      name={say(words.values)}
      isMultiple
      entries={[]}
      values={values.map(String)}
      isFit={(text) => text !== "" && text.length <= 200}
      write={(texts) => write(texts.map((text) => values.find((one) => String(one) === text) ?? read(text)))}
    />
  );
}
