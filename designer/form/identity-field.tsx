// A node's id: renamed everywhere at once, and only to one that is free.

import { Input } from "antd";
import { useId, useState } from "react";
import type { DraftNode } from "#designer/document/draft.ts";
import { useSay } from "#designer/text/say.tsx";
import { isSlug } from "./choice-fields.tsx";
import { useSurroundings } from "./field-props.ts";
import { words } from "./words.ts";

/** Written on leaving or with Enter: half an id is never an id. */
export function IdentityField({ node }: { node: DraftNode }) {
  const say = useSay();
  const inputId = useId();
  const { draft, dispatch } = useSurroundings();
  const [typed, setTyped] = useState(node.id);
  const isTaken = typed !== node.id && draft.nodes.some(({ id }) => id === typed);
  const fault = !isSlug(typed) ? words.identityShape : isTaken ? words.identityTaken : null;
  const settle = () => {
    if (fault !== null) setTyped(node.id);
    else if (typed !== node.id) dispatch({ do: "renameNode", id: node.id, to: typed });
  };
  return (
    <div className="wb-field">
      <label htmlFor={inputId} className="wb-field-label">
        {say(words.identity)}
      </label>
      <Input
        id={inputId}
        className="wb-code"
        spellCheck={false}
        maxLength={64}
        status={fault === null ? "" : "error"}
        aria-invalid={fault !== null}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onPressEnter={settle}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || typed === node.id) return;
          event.stopPropagation();
          setTyped(node.id);
        }}
      />
      <span className={fault === null ? "wb-field-note" : "wb-field-note wb-bad"} role="status">
        {say(fault ?? words.identityHelp)}
      </span>
    </div>
  );
}
