// What stands beside and below the drawing: the settings of the selected node, or an open panel, each with its heading.
import { CloseOutlined } from "@ant-design/icons";
import { Button, Skeleton } from "antd";
import { type KeyboardEvent, memo, type ReactNode, Suspense, useDeferredValue, useState } from "react";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { focusNode } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { nameIn } from "./naming.ts";
import type { Panel } from "./panels.tsx";
import { NodePanel } from "./settings-panel.tsx";
import { type Canvas, selectedNodes } from "./store.ts";
import { panelWords as words } from "./words.ts";
import "./side.css";

/** The column at the right; nothing where nothing is selected or open. */
export const Side = memo(function Side({ panel, strategy }: { panel: Panel | null; strategy: string }) {
  const locale = useLocale();
  const bench = useBench();
  // The settings of another node are drawn when nothing more urgent is: the selection itself, or a key that was pressed.
  const selected = useDeferredValue(useSelected());
  const name = useCanvas(({ history }) => (selected === null ? "" : nameIn(history.present, selected, locale)));
  if (
    panel !== null &&
    panel.place !== "dock" &&
    panel.place !== "bare" &&
    (panel.stays === true || selected === null)
  ) {
    return <Opened panel={panel} strategy={strategy} />;
  }
  if (selected === null) return null;
  return (
    <Framed
      title={name}
      className="wb-side"
      onClose={() => bench.store.getState().select([])}
      onEscape={() => focusNode(selected)}
    >
      <NodePanel id={selected} key={selected} />
    </Framed>
  );
});

/** The one node selected. What a hand has taken is selected when it is dropped: on the way there, what stood here stays. */
function useSelected(): string | null {
  const now = useCanvas((canvas) => (canvas.carried.size > 0 ? undefined : oneSelected(canvas)));
  const [held, hold] = useState(now ?? null);
  if (now !== undefined && now !== held) hold(now);
  return now === undefined ? held : now;
}

function oneSelected(canvas: Canvas): string | null {
  const [first = null, ...others] = selectedNodes(canvas);
  return others.length === 0 ? first : null;
}

/** A panel with its frame. */
export function Opened({ panel, strategy }: { panel: Panel; strategy: string }) {
  const say = useSay();
  const { openPanel } = useBench();
  const { component: Component, place, title } = panel;
  const close = () => openPanel(null);
  const body = (
    <Suspense fallback={<Skeleton active className="wb-side-pad" />}>
      <Component strategy={strategy} onClose={close} />
    </Suspense>
  );
  if (place === "bare") return body;
  const className = place === "dock" ? "wb-dock" : place === "wide" ? "wb-side wb-side-wide" : "wb-side";
  return (
    <Framed title={say(title)} className={className} onClose={close}>
      {body}
    </Framed>
  );
}

function Framed(given: {
  title: string;
  className: string;
  onClose: () => void;
  /** From the keyboard, where no control inside keeps the key to itself. */
  onEscape?: () => void;
  children: ReactNode;
}) {
  const say = useSay();
  const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && given.onEscape?.();
  return (
    <aside className={given.className} aria-label={given.title} onKeyDown={onKeyDown}>
      <header className="wb-side-head">
        <h2>{given.title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say(words.close)}
          onClick={given.onClose}
        />
      </header>
      <div className="wb-side-body">{given.children}</div>
    </aside>
  );
}
