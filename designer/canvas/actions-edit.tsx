// Edits of what is there: undo, clipboard, remove, save.
import {
  CopyOutlined,
  DeleteOutlined,
  RedoOutlined,
  SaveOutlined,
  ScissorOutlined,
  SelectOutlined,
  SnippetsOutlined,
  SwitcherOutlined,
  UndoOutlined,
} from "@ant-design/icons";
import { addedIds } from "#designer/document/commands-paste.ts";
import type { Action } from "./action.ts";
import { copySelected, pasteText, removeSelected } from "./acts.ts";
import type { Bench } from "./bench.tsx";
import { type Canvas, selectedNodes } from "./store.ts";
import { actionWords as words } from "./words-actions.ts";

const hasNodes = (canvas: Canvas) => selectedNodes(canvas).length > 0;

function copy(bench: Bench): void {
  const text = copySelected(bench);
  // Where the browser keeps its clipboard to itself, ours still holds the clip.
  if (text !== null) void navigator.clipboard?.writeText(text).catch(() => {});
}

async function paste(bench: Bench): Promise<void> {
  const text = await (navigator.clipboard?.readText() ?? Promise.resolve("")).catch(() => "");
  pasteText(bench, text);
}

function duplicate({ store }: Bench): void {
  const { history, dispatch, select } = store.getState();
  dispatch({ do: "duplicate", ids: selectedNodes(store.getState()) });
  select(addedIds(history.present, store.getState().history.present));
}

/** See the head of this file. */
export const editActions: readonly Action[] = [
  {
    id: "undo",
    group: "edit",
    label: words.undo,
    icon: <UndoOutlined />,
    keys: ["mod+z"],
    isEdit: true,
    isOpen: ({ history }) => history.past.length > 0,
    run: ({ store }) => store.getState().undo(),
  },
  {
    id: "redo",
    group: "edit",
    label: words.redo,
    icon: <RedoOutlined />,
    keys: ["mod+shift+z", "mod+y"],
    isEdit: true,
    isOpen: ({ history }) => history.future.length > 0,
    run: ({ store }) => store.getState().redo(),
  },
  {
    id: "copy",
    group: "edit",
    label: words.copy,
    icon: <CopyOutlined />,
    keys: ["mod+c"],
    on: ["node"],
    isNative: true,
    isOpen: hasNodes,
    run: copy,
  },
  {
    id: "cut",
    group: "edit",
    label: words.cut,
    icon: <ScissorOutlined />,
    keys: ["mod+x"],
    on: ["node"],
    isNative: true,
    isEdit: true,
    isOpen: hasNodes,
    run: (bench) => {
      copy(bench);
      removeSelected(bench);
    },
  },
  {
    id: "paste",
    group: "edit",
    label: words.paste,
    icon: <SnippetsOutlined />,
    keys: ["mod+v"],
    on: ["pane"],
    isNative: true,
    isEdit: true,
    run: (bench) => void paste(bench),
  },
  {
    id: "duplicate",
    group: "edit",
    label: words.duplicate,
    icon: <SwitcherOutlined />,
    keys: ["mod+d"],
    on: ["node"],
    isEdit: true,
    isOpen: hasNodes,
    run: duplicate,
  },
  {
    id: "remove",
    group: "edit",
    label: words.remove,
    icon: <DeleteOutlined />,
    keys: ["delete", "backspace"],
    on: ["node", "edge"],
    isEdit: true,
    isOpen: ({ selection }) => selection.size > 0,
    run: removeSelected,
  },
  {
    id: "all",
    group: "edit",
    label: words.all,
    icon: <SelectOutlined />,
    keys: ["mod+a"],
    on: ["pane"],
    run: ({ store }) => store.getState().select(store.getState().history.present.nodes.map(({ id }) => id)),
  },
  {
    id: "clear",
    group: "edit",
    label: words.clear,
    icon: null,
    keys: ["escape"],
    isOpen: ({ selection }) => selection.size > 0,
    run: ({ store }) => store.getState().select([]),
  },
  {
    id: "save",
    group: "edit",
    label: words.save,
    icon: <SaveOutlined />,
    keys: ["mod+s"],
    run: ({ saveNow }) => saveNow(),
  },
];
