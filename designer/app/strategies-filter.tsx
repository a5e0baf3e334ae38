// What narrows the list: words and a state, both kept in the address.
import { SearchOutlined } from "@ant-design/icons";
import { Input, Segmented } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { countsOf, type StrategiesSearch, type Summary } from "./strategies.ts";
import { stateWords, strategyWords as words } from "./words-strategies.ts";

const states = ["all", "live", "observe", "draft", "paused", "archived"] as const;

interface Given {
  items: readonly Summary[];
  search: StrategiesSearch;
  onSearch: (next: StrategiesSearch) => void;
}

/** The filter. */
export function StrategiesFilter({ items, search, onSearch }: Given) {
  const say = useSay();
  const counts = countsOf(items);
  const options = states.map((state) => ({
    value: state,
    label: counts[state] === 0 ? say(stateWords[state]) : `${say(stateWords[state])} ${counts[state]}`,
  }));
  return (
    <search className="wb-strategy-filter">
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={say(words.search)}
        aria-label={say(words.search)}
        value={search.q ?? ""}
        onChange={({ target }) => onSearch({ ...search, q: target.value === "" ? undefined : target.value })}
      />
      <Segmented<(typeof states)[number]>
        aria-label={say(words.filter)}
        options={options}
        value={search.state ?? "all"}
        onChange={(state) => onSearch({ ...search, state: state === "all" ? undefined : state })}
      />
    </search>
  );
}
