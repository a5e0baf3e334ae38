// A test over an event's data: rows of property, comparison and value, all of which must hold.
import { useSay } from "#designer/text/say.tsx";
import { valueAt } from "#shared/kernel/form.ts";
import { Comparison, type Op } from "./comparison.tsx";
import { isProperty, propertiesOf, textsOf } from "./event-fields.tsx";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import { OpenSelect } from "./open-select.tsx";
import { AddButton, RemoveButton } from "./row-buttons.tsx";
import { words } from "./words-condition.ts";

const ops: readonly Op[] = ["eq", "ne", "lt", "le", "gt", "ge", "in", "exists"];
const MOST = 10;

interface Row {
  readonly field: string;
  readonly op: Op;
  readonly value?: string | number | boolean | (string | number | boolean)[] | undefined;
}

/** See the head of this file. */
export function TestField({ value, write }: FieldProps<"test">) {
  const say = useSay();
  const { owner } = useSurroundings();
  const entries = propertiesOf(textsOf(valueAt(owner, "events")));
  const rows = Array.isArray(value) ? (value as Row[]) : [];
  const put = (next: Row[]) => write(next.length === 0 ? undefined : next);
  return (
    <div className="wb-stack">
      {rows.map((row, index) => (
        <div key={index} className="wb-part">
          <div className="wb-part-body">
            <OpenSelect
              name={say(words.field)}
              entries={entries}
              values={[row.field]}
              isFit={isProperty}
              write={([field]) => field !== undefined && put(rows.with(index, { ...row, field }))}
            />
            <Comparison
              compared={row}
              ops={ops}
              write={(compared) => put(rows.with(index, { field: row.field, ...compared }))}
            />
          </div>
          <RemoveButton nth={index + 1} onRemove={() => put(rows.toSpliced(index, 1))} />
        </div>
      ))}
      <div>
        <AddButton
          label={say(words.addPart)}
          isOff={rows.length >= MOST}
          onAdd={() => put([...rows, { field: entries[0]?.value ?? "value", op: "eq", value: "" }])}
        />
      </div>
    </div>
  );
}
