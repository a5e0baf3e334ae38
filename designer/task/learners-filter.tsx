// What narrows the list of learners, all of it kept in the address: words, state, strategy, tier, course, and the columns shown.
import { SearchOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popover, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useSay } from "#designer/text/say.tsx";
import type { Choices } from "./learners.ts";
import { type OptionalColumn, optionalColumns } from "./learners-table.tsx";
import type { LearnersSearch } from "./search.ts";
import { learnersWords as words } from "./words-learners.ts";

interface Given {
  search: LearnersSearch;
  onSearch: (next: LearnersSearch) => void;
  choices: Choices | undefined;
  shown: readonly OptionalColumn[];
  onShown: (next: readonly OptionalColumn[]) => void;
}

const WAIT_MS = 250;
const states = ["all", "atRisk", "calm", "optedOut"] as const;

/** The filter. */
export function LearnersFilter(given: Given) {
  const { search, onSearch, choices } = given;
  const say = useSay();
  const tiers = (choices?.tiers ?? []).filter(
    ({ strategy }) => search.strategy === undefined || strategy === search.strategy,
  );
  // A tier's id may stand in several strategies; as a filter it is one choice.
  const byId = [...new Map(tiers.map(({ id, name }) => [id, { value: id, label: say(name) }])).values()];
  return (
    <search className="wb-narrow" aria-label={say(words.filters)}>
      <Words value={search.q} onWords={(q) => onSearch({ ...search, q })} />
      <Segmented<(typeof states)[number]>
        aria-label={say(words.state)}
        options={states.map((value) => ({ value, label: say(words.states[value]) }))}
        value={search.state ?? "all"}
        onChange={(state) => onSearch({ ...search, state: state === "all" ? undefined : state })}
      />
      <Choice
        label={say(words.strategy)}
        value={search.strategy}
        options={(choices?.strategies ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))}
        onChoice={(strategy) => onSearch({ ...search, strategy, tier: undefined })}
      />
      <Choice
        label={say(words.tier)}
        value={search.tier}
        options={byId}
        onChoice={(tier) => onSearch({ ...search, tier })}
      />
      <Choice
        label={say(words.course)}
        value={search.course}
        options={(choices?.courses ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        onChoice={(course) => onSearch({ ...search, course })}
      />
      <ColumnChoice shown={given.shown} onShown={given.onShown} />
    </search>
  );
}

/** The words as they are typed; the address follows when typing rests. */
function Words({ value, onWords }: { value: string | undefined; onWords: (q: string | undefined) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState(value ?? "");
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    if ((value ?? "") !== typed.trim()) setTyped(value ?? "");
  }
  useEffect(() => {
    const asked = typed.trim() === "" ? undefined : typed.trim();
    if (asked === value) return;
    const timer = setTimeout(() => onWords(asked), WAIT_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      allowClear
      prefix={<SearchOutlined />}
      placeholder={say(words.search)}
      aria-label={say(words.search)}
      maxLength={200}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}

interface ChoiceGiven {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChoice: (value: string | undefined) => void;
}

function Choice({ label, value, options, onChoice }: ChoiceGiven) {
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      aria-label={label}
      placeholder={label}
      popupMatchSelectWidth={false}
      style={{ width: 136 }}
      value={value ?? null}
      options={options}
      onChange={(next) => onChoice(next ?? undefined)}
    />
  );
}

function ColumnChoice({ shown, onShown }: Pick<Given, "shown" | "onShown">) {
  const say = useSay();
  const boxes = (
    <Checkbox.Group
      className="wb-column-boxes"
      options={optionalColumns.map((value) => ({ value, label: say(words[value]) }))}
      value={[...shown]}
      onChange={(next) => onShown(next)}
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={boxes} title={say(words.columns)}>
      <Button icon={<TableOutlined />}>{say(words.columns)}</Button>
    </Popover>
  );
}
