// The condition builder: parts in groups, each part changed, added, removed and grouped by mouse or keys, and read back as a sentence.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ownName } from "#designer/document/describe.ts";
import type { Path } from "#designer/document/path.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { conditionWords } from "#shared/signal/words.ts";
import { type Condition, conditionSchema } from "#shared/state/condition.ts";
import { freshPart, nameSignals } from "./condition-edit.ts";
import { pressKey } from "./condition-keys.ts";
import { ConditionPart } from "./condition-part.tsx";
import { placeOf, type Tree, TreeContext } from "./condition-tree.ts";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import type { Entry } from "./open-select.tsx";
import { AddButton } from "./row-buttons.tsx";
import { words } from "./words-condition.ts";

/** Attributes that every school has: what follows from the facts, and what most send. */
const usualAttributes = ["status", "enrolledAt", "courses", "tags", "renewalAt", "level", "grade", "city"];

/** A condition as a field. */
export function ConditionField({ field, name, value, write }: FieldProps<"condition">) {
  const canBeNone = field.isOptional ?? false;
  const take = (next: Condition | null) => (next !== null ? write(next) : canBeNone && write(undefined));
  return <ConditionInput name={name} isLearner={field.about === "learner"} value={value} write={take} />;
}

/** The builder alone, for fields with a condition inside. Null removes the condition. */
export function ConditionInput(given: {
  readonly name: string;
  readonly isLearner: boolean;
  readonly value: unknown;
  readonly write: (next: Condition | null) => void;
}) {
  const say = useSay();
  const { name, value, isLearner, write } = given;
  const signals = useSignals();
  const frame = useRef<HTMLFieldSetElement>(null);
  const root = typeof value === "object" && value !== null ? (value as Condition) : null;
  const latest = useRef(root);
  useLayoutEffect(() => {
    latest.current = root;
  });
  const goTo = useFocus(frame, root);
  if (root === null)
    return (
      <div>
        <AddButton label={say(words.start)} onAdd={() => write(freshPart)} />
      </div>
    );
  const tree: Tree = {
    root,
    isLearner,
    signals,
    attributes: usualAttributes.map((one) => ({ value: one, label: one })),
    edit: (change, focus) => {
      if (latest.current === null) return;
      if (focus !== undefined) goTo(focus);
      write(change(latest.current));
    },
  };
  return (
    <fieldset ref={frame} className="wb-condition" aria-label={name} onKeyDown={(event) => pressKey(event, tree)}>
      <TreeContext value={tree}>
        <ConditionPart part={root} path={[]} />
      </TreeContext>
      <Sentence root={root} signals={signals} />
    </fieldset>
  );
}

/** The signals of the draft, by their names. */
export function useSignals(): Entry[] {
  const { draft } = useSurroundings();
  const locale = useLocale();
  return draft.nodes
    .filter(({ type }) => type === "signal")
    .map((node) => ({ value: node.id, label: ownName(node, locale) ?? node.id }));
}

/** Moves the focus to a part once it is there. */
function useFocus(frame: RefObject<HTMLFieldSetElement | null>, root: Condition | null): (path: Path) => void {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const part = frame.current?.querySelector(`[data-place="${wanted}"]`);
    const control = part?.querySelector<HTMLElement>("input, button");
    if (control === null || control === undefined) return;
    control.focus();
    setWanted(null);
  }, [wanted, root]);
  return (path) => setWanted(placeOf(path));
}

function Sentence({ root, signals }: { root: Condition; signals: readonly Entry[] }) {
  const say = useSay();
  const tag = tagOf(useLocale());
  if (!conditionSchema.safeParse(root).success) return null;
  const nameOf = (id: string) => signals.find(({ value }) => value === id)?.label ?? id;
  return (
    <p className="wb-reads">
      <span className="wb-unseen">{say(words.reads)}</span> {conditionWords(nameSignals(root, nameOf), tag)}
    </p>
  );
}
