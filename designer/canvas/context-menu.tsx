// The menu of a right click, on a node, a connection or the empty canvas: the actions that apply there.
import { Dropdown } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { actions, isOpenTo } from "./actions.ts";
import { useBench } from "./bench.tsx";
import { useCanvasStore } from "./canvas-context.tsx";
import { keyNames } from "./keys.ts";
import { isMac } from "./toolbar.tsx";
import type { Asked } from "./use-hand.ts";

/** The menu at the place where it was asked for. */
export function ContextMenu({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const say = useSay();
  const bench = useBench();
  const canvas = useCanvasStore().getState();
  const offered = actions.filter(({ on }) => on?.includes(asked.on) === true);
  const items = offered.map((action) => ({
    key: action.id,
    icon: action.icon,
    label: say(action.label),
    extra: action.keys[0] === undefined ? null : keyNames(action.keys[0], isMac()).join(" "),
    disabled: !isOpenTo(action, canvas),
    danger: action.id === "remove",
    onClick: () => {
      onClose();
      action.run(bench);
    },
  }));
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      menu={{ items, style: { minWidth: 208 } }}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <span
        key={`${asked.x} ${asked.y}`}
        style={{ position: "fixed", left: asked.x, top: asked.y, width: 1, height: 1 }}
      />
    </Dropdown>
  );
}
