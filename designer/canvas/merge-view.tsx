// Where two people changed the same: each place with both versions, to choose from; all else is merged already.
import { Button, Flex, Modal, Radio } from "antd";
import { useMemo, useState } from "react";
import type { Draft } from "#designer/document/draft.ts";
import { type Choices, type Conflict, merge, type Side } from "#designer/document/merge.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { conflictView } from "./conflict-view.ts";
import type { Stale } from "./use-autosave.ts";
import { mergeWords as words } from "./words.ts";

/** The view; it cannot be put off, since nothing is saved until then. */
export function MergeView({ stale, onMerged }: { stale: Stale; onMerged: (draft: Draft) => void }) {
  const say = useSay();
  const mine = useCanvas(({ history }) => history.present);
  const [choices, setChoices] = useState<Choices>({});
  const { draft, conflicts } = useMemo(() => merge(stale.base, mine, stale.theirs, choices), [stale, mine, choices]);
  const all = (side: Side) => setChoices(Object.fromEntries(conflicts.map(({ key }) => [key, side])));
  const footer = (
    <Flex gap="small" justify="end">
      <Button onClick={() => all("mine")}>{say(words.allMine)}</Button>
      <Button onClick={() => all("theirs")}>{say(words.allTheirs)}</Button>
      <Button type="primary" onClick={() => onMerged(draft)}>
        {say(words.save)}
      </Button>
    </Flex>
  );
  return (
    <Modal open title={say(words.title)} footer={footer} closable={false} keyboard={false} width={760}>
      <p>{say(words.lead(conflicts.length))}</p>
      <ul className="wb-merge">
        {conflicts.map((conflict) => (
          <Choice
            key={conflict.key}
            conflict={conflict}
            side={choices[conflict.key] ?? "mine"}
            onChoose={(side) => setChoices({ ...choices, [conflict.key]: side })}
          />
        ))}
      </ul>
    </Modal>
  );
}

function Choice({ conflict, side, onChoose }: { conflict: Conflict; side: Side; onChoose: (side: Side) => void }) {
  const say = useSay();
  const locale = useLocale();
  const draft = useCanvas(({ history }) => history.present);
  const { title, path, was, mine, theirs } = conflictView(conflict, draft, locale);
  return (
    <li>
      <strong title={path}>{title}</strong>
      <small className="wb-merge-was">{say(words.was(was))}</small>
      <Radio.Group aria-label={title} value={side} onChange={({ target }) => onChoose(target.value as Side)}>
        <Radio value="mine">
          {say(words.mine)}
          <pre>{mine}</pre>
        </Radio>
        <Radio value="theirs">
          {say(words.theirs)}
          <pre>{theirs}</pre>
        </Radio>
      </Radio.Group>
    </li>
  );
}
