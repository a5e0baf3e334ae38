// What narrows the audit log: who, what, on which object, from which day to which.
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useSay } from "#designer/text/say.tsx";
import { listKeys } from "#shared/api/system.ts";
import { actWords } from "#shared/api/words-account.ts";
import type { AuditSearch } from "./settings-audit.ts";
import { membersQuery } from "./settings-people.ts";
import { auditWords as words } from "./words-settings-system.ts";

interface Given {
  search: AuditSearch;
  onSearch: (next: AuditSearch) => void;
}

/** The filter. */
export function AuditFilter({ search, onSearch }: Given) {
  const say = useSay();
  const put = (part: Partial<AuditSearch>) => onSearch({ ...search, ...part });
  const acts = Object.entries(actWords).map(([value, text]) => ({ value, label: say(text) }));
  const days = [
    { key: "from" as const, label: say(words.from) },
    { key: "to" as const, label: say(words.to) },
  ];
  return (
    <search className="wb-filter-row">
      <Select
        aria-label={say(words.actor)}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={say(words.anyone)}
        value={search.actor ?? null}
        options={useActors()}
        onChange={(actor) => put({ actor: actor ?? undefined })}
      />
      <Select
        aria-label={say(words.act)}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={say(words.anyAct)}
        value={search.act ?? null}
        options={acts}
        onChange={(act) => put({ act: act ?? undefined })}
      />
      <ObjectInput key={search.object ?? ""} value={search.object ?? ""} onPut={(object) => put({ object })} />
      {days.map(({ key, label }) => (
        <Input
          key={key}
          type="date"
          aria-label={label}
          prefix={label}
          value={search[key] ?? ""}
          onChange={({ target }) => put({ [key]: target.value === "" ? undefined : target.value })}
        />
      ))}
      {Object.values(search).some((value) => value !== undefined) && (
        <Button onClick={() => onSearch({})}>{say(words.clear)}</Button>
      )}
    </search>
  );
}

/** Kept while it is typed: an object is asked for whole. */
function ObjectInput({ value, onPut }: { value: string; onPut: (object: string | undefined) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState(value);
  const put = () => typed !== value && onPut(typed.trim() === "" ? undefined : typed.trim());
  return (
    <Input
      aria-label={say(words.object)}
      placeholder={say(words.objectHow)}
      maxLength={200}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={put}
      onPressEnter={put}
    />
  );
}

function useActors(): { value: string; label: string }[] {
  const api = useApi();
  const members = useQuery(membersQuery(api));
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => api.call(listKeys) });
  return [
    ...(members.data?.items ?? []).map(({ id, name }) => ({ value: `person/${id}`, label: name })),
    ...(keys.data?.items ?? []).map(({ prefix, name }) => ({ value: `key/${prefix}`, label: `${name} (${prefix})` })),
  ];
}
