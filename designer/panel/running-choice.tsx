// What becomes of episodes that run on an older version: they finish on it, or move, each node to a node of the new version.
import { Radio, Select } from "antd";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { type Draft, nodeAt } from "#designer/document/draft.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { Running } from "#shared/flow/input.ts";
import { people, publishWords as words } from "./words-publish.ts";

const END = "";

/** Who stands where, and which of these nodes the new version lacks. */
export interface Waiting {
  readonly running: number;
  readonly waiting: Readonly<Record<string, number>>;
  readonly removed: readonly string[];
}

/** The choice. `before` gives names to nodes that are gone. */
export function RunningChoice(given: {
  readonly waiting: Waiting;
  readonly before: Draft | null;
  readonly value: Running;
  readonly onChange: (value: Running) => void;
}) {
  const say = useSay();
  const { waiting, value, onChange } = given;
  if (waiting.running === 0) return <p className="wb-publish-note">{say(words.nobody)}</p>;
  const ways = [
    { key: "finish", label: words.finish, how: words.finishHow },
    { key: "move", label: words.move, how: words.moveHow },
  ] as const;
  return (
    <>
      <p className="wb-publish-note">{say(words.runningCount(waiting.running))}</p>
      <Radio.Group
        aria-label={say(words.running)}
        vertical
        value={value === "finish" ? "finish" : "move"}
        onChange={({ target }) => onChange(target.value === "finish" ? "finish" : { move: {} })}
      >
        {ways.map(({ key, label, how }) => (
          <Radio key={key} value={key}>
            {say(label)} <small className="wb-publish-note">{say(how)}</small>
          </Radio>
        ))}
      </Radio.Group>
      {value !== "finish" && <MoveTable {...given} move={value.move} />}
    </>
  );
}

function MoveTable(given: {
  readonly waiting: Waiting;
  readonly before: Draft | null;
  readonly move: Readonly<Record<string, string | null>>;
  readonly onChange: (value: Running) => void;
}) {
  const say = useSay();
  const locale = useLocale();
  const draft = useCanvas(({ history }) => history.present);
  const { waiting, before, move, onChange } = given;
  const steps = draft.nodes.filter(({ type }) => type !== "signal" && type !== "tier");
  const options = [
    ...steps.map(({ id }) => ({ value: id, label: nameIn(draft, id, locale) })),
    { value: END, label: say(words.endPath) },
  ];
  const gone = new Set(waiting.removed);
  const nameOf = (id: string) => nameIn(before !== null && nodeAt(draft, id) === null ? before : draft, id, locale);
  const put = (id: string, to: string) => onChange({ move: { ...move, [id]: to === END ? null : to } });
  return (
    <table className="wb-moves">
      <thead>
        <tr>
          <th>{say(words.fromNode)}</th>
          <th>{say(words.here)}</th>
          <th>{say(words.toNode)}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(waiting.waiting).map(([id, count]) => (
          <tr key={id}>
            <td>
              {nameOf(id)}
              {gone.has(id) && <small className="wb-warn-text">{say(words.removed)}</small>}
            </td>
            <td>{say(people(count))}</td>
            <td>
              <Select
                size="small"
                aria-label={say(words.toNodeOf(nameOf(id)))}
                popupMatchSelectWidth={false}
                value={id in move ? (move[id] ?? END) : gone.has(id) ? END : id}
                options={options}
                onChange={(to) => put(id, to)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
