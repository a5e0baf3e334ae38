// A picker from a list that also takes names of the person's own, where they are written as such names must be.
import { Select } from "antd";
import { useState } from "react";
import { useSay } from "#designer/text/say.tsx";
import { words } from "./words.ts";

/** One entry: what is kept, what is read, and a second line. */
export interface Entry {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

interface Given {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly hint?: string | undefined;
  readonly entries: readonly Entry[];
  readonly values: readonly string[];
  readonly isMultiple?: boolean;
  readonly canClear?: boolean;
  /** Whether a typed text may be taken as it is; absent: only entries. */
  readonly isFit?: (text: string) => boolean;
  readonly write: (values: string[]) => void;
}

/** See the head of this file. */
export function OpenSelect(given: Given) {
  const say = useSay();
  const [search, setSearch] = useState("");
  const { entries, values, isFit, isMultiple = false } = given;
  const known = new Set(entries.map(({ value }) => value));
  const own = values.filter((value) => !known.has(value)).map((value) => ({ value, label: value }));
  const typed = search.trim();
  const isNew = isFit?.(typed) === true && !known.has(typed) && !values.includes(typed);
  const fresh = isNew ? [{ value: typed, label: say(words.custom(typed)) }] : [];
  const single = values[0];
  return (
    <Select<string | string[]>
      {...(given.id === undefined ? {} : { id: given.id })}
      {...(isMultiple ? { mode: "multiple" as const } : {})}
      aria-label={given.name}
      className="wb-wide"
      placeholder={given.hint ?? say(isFit === undefined ? words.pick : words.pickOrType)}
      allowClear={given.canClear ?? false}
      value={isMultiple ? [...values] : (single as string)}
      options={[...entries, ...own, ...fresh]}
      optionRender={({ data }) => <EntryLine entry={data as Entry} />}
      showSearch={{
        searchValue: search,
        onSearch: setSearch,
        filterOption: (text, option) => matches(option as Entry | undefined, text),
      }}
      onChange={(next: string | string[] | undefined) => {
        setSearch("");
        given.write(next === undefined || next === null ? [] : Array.isArray(next) ? next : [next]);
      }}
    />
  );
}

function matches(entry: Entry | undefined, text: string): boolean {
  const words = `${entry?.label ?? ""} ${entry?.value ?? ""} ${entry?.note ?? ""}`.toLowerCase();
  return words.includes(text.trim().toLowerCase());
}

function EntryLine({ entry }: { entry: Entry }) {
  return (
    <span className="wb-option">
      <span>{entry.label}</span>
      {entry.label !== entry.value && <code>{entry.note ?? entry.value}</code>}
    </span>
  );
}
