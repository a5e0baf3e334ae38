// Whose data the preview shows: sample data, or a learner found by name or id.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useId, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { useSay } from "#designer/text/say.tsx";
import { listLearners } from "#shared/api/trail.ts";
import { useDesk } from "./studio-desk.tsx";
import { useRested } from "./use-previews.ts";
import { previewWords as words } from "./words-studio.ts";

const REST_MS = 250;
const MOST = 20;

/** The choice. */
export function LearnerChoice() {
  const say = useSay();
  const id = useId();
  const api = useApi();
  const { learner, show } = useDesk();
  const [typed, setTyped] = useState("");
  const q = useRested(typed.trim(), REST_MS);
  const { data } = useQuery({
    queryKey: ["learners", "pick", q],
    queryFn: () => api.call(listLearners, { query: { limit: MOST, ...(q === "" ? {} : { q }) } }),
  });
  const rows = data?.rows ?? [];
  const found = rows.map((row) => ({ value: row.id, label: row.name === null ? row.id : `${row.name} · ${row.id}` }));
  const isListed = learner === null || found.some(({ value }) => value === learner);
  return (
    <div className="wb-studio-learner">
      <label htmlFor={id}>{say(words.learner)}</label>
      <Select
        id={id}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={learner ?? ""}
        options={[
          { value: "", label: say(words.sample) },
          ...(isListed ? [] : [{ value: learner, label: learner }]),
          ...found,
        ]}
        notFoundContent={say(words.nobody)}
        popupMatchSelectWidth={280}
        onChange={(one) => show({ learner: one === "" ? undefined : one })}
      />
    </div>
  );
}
