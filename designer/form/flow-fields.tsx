// Fields that shape the flow: the cases of a branch, the arms of a split, the signals of a score.
import { Button } from "antd";
import { freshId } from "#designer/document/ids.ts";
import { useSay } from "#designer/text/say.tsx";
import type { Condition } from "#shared/state/condition.ts";
import { isSlug } from "./choice-fields.tsx";
import { freshPart } from "./condition-edit.ts";
import { ConditionInput, useSignals } from "./condition-field.tsx";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import { NumberInput, TextInput } from "./inputs.tsx";
import { numberOf } from "./number-fields.tsx";
import { AddButton, MoveButtons, moved, RemoveButton } from "./row-buttons.tsx";
import { evenShares, missingShare, toBasisPoints, toPercent } from "./shares.ts";
import { branchWords } from "./words.ts";

const MOST_CASES = 20;
const MOST_ARMS = 10;
const MOST_SCORES = 20;

interface Case {
  readonly port: string;
  readonly when: Condition;
}

/** The cases of a branch, tried from the top; each is a port. */
export function CasesField({ value, write }: FieldProps<"cases">) {
  const say = useSay();
  const cases = Array.isArray(value) ? (value as Case[]) : [];
  const isFree = (port: string, index: number) =>
    isSlug(port) && port !== "else" && cases.every((one, at) => at === index || one.port !== port);
  const add = () => {
    const port = freshId("case", (wish) => cases.some((one) => one.port === wish));
    write([...cases, { port, when: freshPart }]);
  };
  return (
    <div className="wb-stack">
      {cases.map((one, index) => (
        <section key={index} className="wb-card" aria-label={say(branchWords.nthCase(index + 1))}>
          <div className="wb-row">
            <TextInput
              name={`${say(branchWords.nthCase(index + 1))} · ${say(branchWords.caseName)}`}
              prefix={say(branchWords.caseName)}
              isCode
              value={one.port}
              accepts={(port) => isFree(port, index)}
              write={(port) => write(cases.with(index, { ...one, port }))}
            />
            <MoveButtons nth={index + 1} count={cases.length} onMove={(by) => write(moved(cases, index, by))} />
            <RemoveButton
              nth={index + 1}
              isOff={cases.length === 1}
              onRemove={() => write(cases.toSpliced(index, 1))}
            />
          </div>
          <ConditionInput
            name={say(branchWords.nthCase(index + 1))}
            isLearner={false}
            value={one.when}
            write={(when) => when !== null && write(cases.with(index, { ...one, when }))}
          />
        </section>
      ))}
      <div>
        <AddButton label={say(branchWords.addCase)} isOff={cases.length >= MOST_CASES} onAdd={add} />
      </div>
    </div>
  );
}

interface Arm {
  readonly port: string;
  readonly weight: number;
}

/** The arms of a split with their shares; each is a port. */
export function ArmsField({ value, write }: FieldProps<"arms">) {
  const say = useSay();
  const arms = Array.isArray(value) ? (value as Arm[]) : [];
  const isFree = (port: string, index: number) =>
    isSlug(port) && arms.every((one, at) => at === index || one.port !== port);
  const even = (list: readonly Arm[]) => {
    const shares = evenShares(list.length);
    write(list.map((arm, index) => ({ ...arm, weight: shares[index] ?? 0 })));
  };
  const add = () =>
    even([...arms, { port: freshId("arm", (wish) => arms.some((one) => one.port === wish)), weight: 0 }]);
  return (
    <div className="wb-stack">
      {arms.map((arm, index) => (
        <div key={index} className="wb-row">
          <TextInput
            name={say(branchWords.armName(index + 1))}
            isCode
            value={arm.port}
            accepts={(port) => isFree(port, index)}
            write={(port) => write(arms.with(index, { ...arm, port }))}
          />
          <NumberInput
            name={say(branchWords.armShare(index + 1))}
            value={toPercent(arm.weight)}
            min={0}
            max={100}
            unit="%"
            write={(percent) => percent !== null && write(arms.with(index, { ...arm, weight: toBasisPoints(percent) }))}
          />
          <RemoveButton nth={index + 1} isOff={arms.length <= 2} onRemove={() => even(arms.toSpliced(index, 1))} />
        </div>
      ))}
      <div className="wb-row">
        <AddButton label={say(branchWords.addArm)} isOff={arms.length >= MOST_ARMS} onAdd={add} />
        <Button size="small" onClick={() => even(arms)}>
          {say(branchWords.even)}
        </Button>
        <SharesNote missingBp={missingShare(arms.map(({ weight }) => weight))} />
      </div>
    </div>
  );
}

function SharesNote({ missingBp }: { missingBp: number }) {
  const say = useSay();
  const text = missingBp > 0 ? branchWords.missing(toPercent(missingBp)) : branchWords.over(toPercent(-missingBp));
  return (
    <span role="status" className={missingBp === 0 ? "wb-field-note" : "wb-field-note wb-bad"}>
      {say(missingBp === 0 ? branchWords.whole : text)}
    </span>
  );
}

/** The signals a score weighs, with their points; an emptied one is not weighed. */
export function ScoresField({ value, write }: FieldProps<"scores">) {
  const say = useSay();
  const { draft, owner } = useSurroundings();
  const weights = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const scores = new Set(draft.nodes.filter(({ kind }) => kind === "score").map(({ id }) => id));
  const there = useSignals().filter((one) => one.value !== owner.id && !scores.has(one.value));
  const known = new Set(there.map((one) => one.value));
  const lost = Object.keys(weights).filter((id) => !known.has(id));
  const signals = [...there, ...lost.map((id) => ({ value: id, label: id }))];
  const put = (id: string, points: number | null) => {
    const { [id]: _old, ...others } = weights;
    if (points === null) write(others);
    else if (id in weights || Object.keys(weights).length < MOST_SCORES) write({ ...weights, [id]: points });
  };
  if (signals.length === 0) return <span className="wb-field-note">{say(branchWords.noSignals)}</span>;
  return (
    <div className="wb-stack">
      {signals.map(({ value: id, label }) => (
        <div key={id} className="wb-row">
          <span className="wb-grow">{label}</span>
          <NumberInput
            name={label}
            value={numberOf(weights[id])}
            min={0.001}
            max={1000}
            unit={say(branchWords.points)}
            write={(points) => put(id, points)}
          />
        </div>
      ))}
    </div>
  );
}
