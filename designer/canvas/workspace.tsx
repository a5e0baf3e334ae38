// The canvas page once its draft is there: head, palette, drawing, and what opens around them; keys, saving and checking run here.
import { MenuUnfoldOutlined } from "@ant-design/icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { App, Button } from "antd";
import { memo, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useReactFlow } from "reactflow";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import { type Bench, BenchProvider, type Dialog, type Hand } from "./bench.tsx";
import { useCanvas, useCanvasStore } from "./canvas-context.tsx";
import { ContextMenu } from "./context-menu.tsx";
import { Drawing } from "./drawing.tsx";
import { FindBox } from "./find-box.tsx";
import { Head } from "./head.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { MergeView } from "./merge-view.tsx";
import { NodePalette } from "./node-palette.tsx";
import type { Panel } from "./panels.tsx";
import { AddPicker, ConnectPicker } from "./pickers.tsx";
import type { CanvasSearch } from "./search-params.ts";
import { Opened, Side } from "./side.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useAddress } from "./use-address.ts";
import { useAutosave } from "./use-autosave.ts";
import type { Asked } from "./use-hand.ts";
import { useJudge } from "./use-judge.ts";
import { useKeys } from "./use-keys.ts";
import { useLayout } from "./use-layout.ts";
import { useNames } from "./use-names.ts";
import type { stateWords } from "./words.ts";
import { paletteWords } from "./words.ts";
import "./workspace.css";

interface Strategy {
  readonly id: string;
  readonly state: keyof typeof stateWords;
  readonly version: number | null;
  readonly revision: number;
}

/** The work place of one strategy. */
export function Workspace(given: { strategy: Strategy; panels: readonly Panel[]; banner: ReactNode }) {
  const { strategy, panels } = given;
  const store = useCanvasStore();
  const work = useRef<HTMLDivElement>(null);
  const { panel: panelId } = useSearch({ strict: false }) as CanvasSearch;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isFinding, find] = useState(false);
  const warn = useWarning();
  const autosave = useAutosave(store, strategy.id, strategy.revision, warn);
  const bench = useNewBench({ open: setDialog, find, warn, saveNow: autosave.saveNow });
  const open = panels.find(({ id }) => id === panelId) ?? null;
  useJudge(store);
  useKeys(bench, work);
  useNames();
  const onReady = useAddress(bench);
  return (
    <BenchProvider value={bench}>
      <div className="wb-workspace" ref={work} tabIndex={-1}>
        <Head strategy={strategy} saving={autosave.saving} why={autosave.why} panels={panels} open={open?.id ?? null} />
        <div className="wb-work-body">
          <Middle onMenu={setAsked} onReady={onReady} isFinding={isFinding} banner={given.banner} />
          <Side panel={open} strategy={strategy.id} />
          {(open?.place === "dock" || open?.place === "bare") && <Opened panel={open} strategy={strategy.id} />}
        </div>
        {asked !== null && <ContextMenu asked={asked} onClose={() => setAsked(null)} />}
        {dialog?.is === "add" && <AddPicker spot={dialog.spot} />}
        {dialog?.is === "connect" && <ConnectPicker from={dialog.from} />}
        {dialog?.is === "keys" && <KeySheet onClose={() => setDialog(null)} />}
        {autosave.stale !== null && <MergeView stale={autosave.stale} onMerged={autosave.takeMerged} />}
        <LiveRegion />
      </div>
    </BenchProvider>
  );
}

interface MiddleGiven {
  readonly onMenu: (asked: Asked) => void;
  readonly onReady: () => void;
  readonly isFinding: boolean;
  readonly banner: ReactNode;
}

/** Kept as it is while the page around it tells of saving, as after each edit it does three times. */
const Middle = memo(function Middle(given: MiddleGiven) {
  const say = useSay();
  const [isFolded, setFolded] = useState(false);
  const isLarge = useCanvas(({ history }) => history.present.nodes.length > 8);
  return (
    <>
      {!isFolded && <NodePalette onHide={() => setFolded(true)} />}
      <div className="wb-work-middle">
        <Drawing onMenu={given.onMenu} onReady={given.onReady} isMapShown={isLarge} />
        {isFolded && (
          <Button
            className="wb-nodes-fold"
            icon={<MenuUnfoldOutlined />}
            aria-label={say(paletteWords.show)}
            onClick={() => setFolded(false)}
          />
        )}
        {given.banner}
        {given.isFinding && <FindBox />}
        <Toolbar />
      </div>
    </>
  );
});

/** What was done, for those who listen. */
function LiveRegion() {
  const say = useSay();
  const told = useCanvas((canvas) => canvas.told);
  return (
    <output className="wb-unseen" aria-live="polite">
      {told === null ? "" : say(told.text)}
    </output>
  );
}

function useWarning(): (text: Text) => void {
  const { message } = App.useApp();
  const say = useSay();
  const store = useCanvasStore();
  return useCallback(
    (text: Text) => {
      store.getState().tell(text);
      void message.warning(say(text));
    },
    [message, say, store],
  );
}

function useNewBench(parts: Pick<Bench, "open" | "find" | "warn" | "saveNow">): Bench {
  const store = useCanvasStore();
  const view = useReactFlow<FlowNode, FlowEdge>();
  const locale = useLocale();
  const navigate = useNavigate();
  const [hand, setHand] = useState<Hand>("pan");
  const { open, find, warn, saveNow } = parts;
  const layOut = useLayout(store, view);
  const openPanel = useCallback(
    (panel: string | null) =>
      void navigate({ to: ".", search: (old: CanvasSearch) => ({ ...old, panel: panel ?? undefined }), replace: true }),
    [navigate],
  );
  return useMemo(
    () => ({ store, view, locale, hand, setHand, open, find, warn, saveNow, layOut, openPanel }),
    [store, view, locale, hand, open, find, warn, saveNow, layOut, openPanel],
  );
}
