// The tools under the canvas, and those for lining up once several nodes are selected: buttons over the list of actions.
import { Button, Tooltip } from "antd";
import { useSay } from "#designer/text/say.tsx";
import type { Action } from "./action.ts";
import { actions, isOpenTo } from "./actions.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { keyNames } from "./keys.ts";
import { selectedNodes } from "./store.ts";
import { sheetWords } from "./words-actions.ts";
import "./toolbar.css";

/** Whether this is a keyboard with ⌘. */
export function isMac(): boolean {
  return /mac/i.test(navigator.userAgent);
}

const always = [["hand", "pointer"], ["out", "whole", "in", "fit"], ["add", "layout", "find"], ["keys"]];

/** The tools. */
export function Toolbar() {
  const say = useSay();
  const isSeveral = useCanvas((canvas) => selectedNodes(canvas).length > 1);
  const groups = isSeveral
    ? [actions.filter(({ group }) => group === "align").map(({ id }) => id), ...always.slice(1)]
    : always;
  return (
    <div className="wb-tools" role="toolbar" aria-label={say(sheetWords.toolbar)}>
      {groups.map((ids, index) => (
        <Group key={ids[0]} ids={ids} isFirst={index === 0} />
      ))}
    </div>
  );
}

function Group({ ids, isFirst }: { ids: readonly string[]; isFirst: boolean }) {
  const chosen = ids.flatMap((id) => actions.find((action) => action.id === id) ?? []);
  return (
    <>
      {!isFirst && <span className="wb-tools-rule" />}
      {chosen.map((action) => (
        <Tool key={action.id} action={action} />
      ))}
    </>
  );
}

/** One action as a button with its keys in the tooltip. */
export function Tool({ action }: { action: Action }) {
  const say = useSay();
  const bench = useBench();
  const isOpen = useCanvas((canvas) => isOpenTo(action, canvas));
  const [shortcut] = action.keys;
  const keys = shortcut === undefined ? "" : ` · ${keyNames(shortcut, isMac()).join(" ")}`;
  const hand = action.id === "pointer" ? "select" : action.id === "hand" ? "pan" : null;
  return (
    <Tooltip title={`${say(action.label)}${keys}`} mouseEnterDelay={0.4}>
      <Button
        type="text"
        size="small"
        icon={action.icon}
        aria-label={say(action.label)}
        disabled={!isOpen}
        {...(hand === null ? {} : { "aria-pressed": bench.hand === hand })}
        onClick={() => action.run(bench)}
      />
    </Tooltip>
  );
}
