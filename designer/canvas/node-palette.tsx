// What can be put on the canvas, by group: dragged there, or added by a click or Enter.
import { MenuFoldOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type DragEvent, useId, useState } from "react";
import { type Section, type Starter, starters } from "#designer/document/starters.ts";
import { useSay } from "#designer/text/say.tsx";
import { addStarter, mayStand } from "./acts.ts";
import { type Spot, useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { iconOf } from "./icons.tsx";
import { selectedNodes } from "./store.ts";
import { DRAG_TYPE } from "./use-hand.ts";
import { paletteWords as words } from "./words.ts";
import "./node-palette.css";

/** The groups in their order. */
export const sections: readonly Section[] = ["signal", "tier", "send", "step"];

/** The entries that a query finds, in any language. */
export function findStarters(query: string): readonly Starter[] {
  const sought = query.trim().toLowerCase();
  return starters.filter(({ key, label }) => [key, label["zh-CN"], label.en].join("\n").toLowerCase().includes(sought));
}

/** The palette. */
export function NodePalette({ onHide }: { onHide: () => void }) {
  const say = useSay();
  const [query, setQuery] = useState("");
  const found = findStarters(query);
  return (
    <section className="wb-nodes" aria-label={say(words.title)}>
      <div className="wb-nodes-head">
        <Input
          allowClear
          size="small"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={say(words.search)}
          aria-label={say(words.search)}
        />
        <Button size="small" type="text" icon={<MenuFoldOutlined />} aria-label={say(words.hide)} onClick={onHide} />
      </div>
      <div className="wb-nodes-list">
        {sections.map((section) => (
          <Group key={section} section={section} of={found.filter((one) => one.section === section)} />
        ))}
        {found.length === 0 && <p>{say(words.none)}</p>}
      </div>
    </section>
  );
}

function Group({ section, of }: { section: Section; of: readonly Starter[] }) {
  const say = useSay();
  const id = useId();
  if (of.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say(words[section])}</h2>
      {of.map((starter) => (
        <Entry key={starter.key} starter={starter} />
      ))}
    </section>
  );
}

function Entry({ starter }: { starter: Starter }) {
  const say = useSay();
  const bench = useBench();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const label = say(starter.label);
  const add = () => {
    const canvas = bench.store.getState();
    const [first, ...others] = selectedNodes(canvas);
    const spot: Spot = first === undefined || others.length > 0 ? {} : { after: { node: first } };
    addStarter(bench, starter, mayStand(canvas.history.present, starter, spot) ? spot : {});
  };
  const begin = (event: DragEvent) => {
    event.dataTransfer.setData(DRAG_TYPE, starter.key);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <button
      type="button"
      className={`wb-nodes-item wb-nodes-${starter.section}`}
      aria-label={say(words.add(label))}
      title={say(words.hint)}
      disabled={isReadOnly}
      draggable={!isReadOnly}
      onDragStart={begin}
      onClick={add}
    >
      <span className="wb-node-icon" aria-hidden="true">
        {iconOf(starter.key)}
      </span>
      {label}
    </button>
  );
}
