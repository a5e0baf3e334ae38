// Fields of names and values: attributes to set, data of a webhook. A new row waits beside the record until it has a name of its own.
import { useState } from "react";
import { useSay } from "#designer/text/say.tsx";
import { isProperty } from "./event-fields.tsx";
import type { FieldProps } from "./field-props.ts";
import { TextInput } from "./inputs.tsx";
import { AddButton, RemoveButton } from "./row-buttons.tsx";
import { type Scalar, ScalarInput } from "./scalar-input.tsx";
import { recordWords, words } from "./words.ts";

/** Attributes to set; a value of nothing removes the attribute. */
export function AttributesField(given: FieldProps<"attributes">) {
  const say = useSay();
  return (
    <Rows
      {...given}
      fresh=""
      renderValue={(value, nth, write) => (
        <ScalarInput
          name={say(recordWords.value(nth))}
          typeName={say(recordWords.valueType(nth))}
          value={value}
          canBeNone
          write={write}
        />
      )}
    />
  );
}

/** Named templates. */
export function TemplatesField(given: FieldProps<"templates">) {
  const say = useSay();
  return (
    <Rows
      {...given}
      fresh=""
      renderValue={(value, nth, write) => (
        <TextInput
          name={say(recordWords.value(nth))}
          most={2000}
          isCode
          value={typeof value === "string" ? value : ""}
          write={write}
        />
      )}
    />
  );
}

function Rows(
  given: Pick<FieldProps, "value" | "write"> & {
    readonly fresh: Scalar;
    readonly renderValue: (value: unknown, nth: number, write: (value: Scalar) => void) => React.ReactNode;
  },
) {
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const { value, write, fresh, renderValue } = given;
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {}) as [string, unknown][];
  const put = (next: [string, unknown][]) => write(next.length === 0 ? undefined : Object.fromEntries(next));
  const isFree = (name: string, index: number) =>
    isProperty(name) && entries.every(([other], at) => at === index || other !== name);
  return (
    <div className="wb-stack">
      {entries.map(([name, one], index) => (
        <div key={index} className="wb-record">
          <TextInput
            name={say(recordWords.name(index + 1))}
            isCode
            value={name}
            accepts={(next) => isFree(next, index)}
            write={(next) => put(entries.with(index, [next, one]))}
          />
          {renderValue(one, index + 1, (next) => put(entries.with(index, [name, next])))}
          <RemoveButton nth={index + 1} onRemove={() => put(entries.toSpliced(index, 1))} />
        </div>
      ))}
      {isAdding && (
        <NewName
          nth={entries.length + 1}
          isFree={(name) => isFree(name, -1)}
          take={(name) => {
            setAdding(false);
            if (name !== null) put([...entries, [name, fresh]]);
          }}
        />
      )}
      <div>
        <AddButton label={say(words.add)} isOff={isAdding} onAdd={() => setAdding(true)} />
      </div>
    </div>
  );
}

function NewName({
  nth,
  isFree,
  take,
}: {
  nth: number;
  isFree: (name: string) => boolean;
  take: (name: string | null) => void;
}) {
  const say = useSay();
  const [name, setName] = useState("");
  return (
    <input
      // The row was asked for by the button that had the focus.
      ref={(input) => input?.focus()}
      className="wb-new-name"
      aria-label={say(recordWords.name(nth))}
      aria-invalid={name !== "" && !isFree(name)}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => take(isFree(name) ? name : null)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isFree(name)) take(name);
        if (event.key !== "Escape") return;
        event.stopPropagation();
        take(null);
      }}
    />
  );
}
