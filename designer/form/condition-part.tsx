// One part of a condition: a group with its parts, a negation, or a single comparison, signal or cause; with what can be done to it.
import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, Select } from "antd";
import type { Path } from "#designer/document/path.ts";
import { useSay } from "#designer/text/say.tsx";
import type { Condition } from "#shared/state/condition.ts";
import {
  addPart,
  changeJoint,
  freshPart,
  groupPart,
  type Joint,
  jointOf,
  negatePart,
  partsOf,
  removePart,
  replacePart,
  ungroupPart,
} from "./condition-edit.ts";
import { ConditionLeaf } from "./condition-leaf.tsx";
import { placeOf, useTree } from "./condition-tree.ts";
import { AddButton } from "./row-buttons.tsx";
import { words } from "./words-condition.ts";

const DEEPEST = 8;

interface Given {
  readonly part: Condition;
  readonly path: Path;
}

/** See the head of this file. */
export function ConditionPart({ part, path }: Given) {
  const tree = useTree();
  const joint = jointOf(part);
  return (
    <div className="wb-part" data-place={placeOf(path)}>
      <div className="wb-part-body">
        {joint !== null && <Group part={part} path={path} joint={joint} />}
        {"not" in part && <Negation part={part.not} path={[...path, "not"]} />}
        {joint === null && !("not" in part) && (
          <ConditionLeaf part={part} write={(next) => tree.edit((root) => replacePart(root, path, next))} />
        )}
      </div>
      <PartMenu part={part} path={path} />
    </div>
  );
}

function Group({ part, path, joint }: Given & { joint: Joint }) {
  const say = useSay();
  const { edit, isLearner, signals } = useTree();
  const parts = partsOf(part);
  const fresh: Condition = isLearner || signals[0] === undefined ? freshPart : { signal: signals[0].value };
  const end = [...path, joint, parts.length];
  const isDeepest = path.filter((key) => typeof key === "string").length >= DEEPEST - 2;
  return (
    <div className="wb-stack">
      <Select<Joint>
        aria-label={say(words.joint)}
        className="wb-joint"
        popupMatchSelectWidth={false}
        value={joint}
        options={(["all", "any"] as const).map((one) => ({ value: one, label: say(words[one]) }))}
        onChange={(next) => edit((root) => changeJoint(root, path, next))}
      />
      <div className="wb-parts">
        {parts.map((one, index) => (
          <ConditionPart key={index} part={one} path={[...path, joint, index]} />
        ))}
      </div>
      <div className="wb-row">
        <AddButton label={say(words.addPart)} onAdd={() => edit((root) => addPart(root, path, fresh), end)} />
        <AddButton
          label={say(words.addGroup)}
          isOff={isDeepest}
          onAdd={() => edit((root) => addPart(root, path, joint === "all" ? { any: [fresh] } : { all: [fresh] }), end)}
        />
      </div>
    </div>
  );
}

function Negation({ part, path }: Given) {
  const say = useSay();
  return (
    <div className="wb-stack">
      <span className="wb-not">{say(words.not)}</span>
      <ConditionPart part={part} path={path} />
    </div>
  );
}

function PartMenu({ part, path }: Given) {
  const say = useSay();
  const { edit } = useTree();
  const isGroup = jointOf(part) !== null;
  const canUngroup = isGroup && (partsOf(part).length === 1 || typeof path.at(-1) === "number");
  const items = [
    ...(path.length === 0 && !isGroup
      ? [{ key: "add", label: say(words.addPart), onClick: () => edit((root) => addPart(root, path), ["all", 1]) }]
      : []),
    { key: "negate", label: say(words.negate), onClick: () => edit((root) => negatePart(root, path), path) },
    { key: "group", label: say(words.group), onClick: () => edit((root) => groupPart(root, path), path) },
    ...(canUngroup
      ? [{ key: "ungroup", label: say(words.ungroup), onClick: () => edit((root) => ungroupPart(root, path), path) }]
      : []),
    { key: "remove", label: say(words.remove), danger: true, onClick: () => edit((root) => removePart(root, path)) },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} autoFocus placement="bottomRight">
      <Button
        size="small"
        type="text"
        icon={<EllipsisOutlined aria-hidden />}
        aria-label={say(words.partMenu)}
        title={say(words.shortcuts)}
      />
    </Dropdown>
  );
}
