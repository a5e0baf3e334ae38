// What React Flow's own parts are called by a screen reader, in the person's language.
import { useMemo } from "react";
import type { AriaLabelConfig } from "reactflow";
import { useSay } from "#designer/text/say.tsx";
import { ariaWords as words } from "./words-aria.ts";

/** The labels. */
export function useAriaLabels(): Partial<AriaLabelConfig> {
  const say = useSay();
  return useMemo(
    () => ({
      "node.a11yDescription.default": say(words.node),
      "node.a11yDescription.keyboardDisabled": say(words.node),
      "node.a11yDescription.ariaLiveMessage": ({ x, y }) => say(words.moved(Math.round(x), Math.round(y))),
      "edge.a11yDescription.default": say(words.edge),
      "minimap.ariaLabel": say(words.map),
      "handle.ariaLabel": say(words.handle),
    }),
    [say],
  );
}
