// Moves under the hand, once a frame: a mouse tells of more than the screen can show, and each would be drawn.
import { useEffect, useMemo } from "react";
import type { NodeChange } from "reactflow";
import type { FlowNode } from "#designer/document/flow.ts";

type Change = (changes: readonly NodeChange<FlowNode>[]) => void;

function isUnderHand(change: NodeChange<FlowNode>): boolean {
  return change.type === "position" && change.dragging === true;
}

/** `change`, which hears of nodes under the hand at most once a frame, and of everything else at once and in order. */
export function useCalm(change: Change): Change {
  const calm = useMemo(() => calmed(change), [change]);
  useEffect(() => calm.stop, [calm]);
  return calm.change;
}

function calmed(change: Change): { change: Change; stop: () => void } {
  let waiting: readonly NodeChange<FlowNode>[] | null = null;
  let frame = 0;
  const flush = () => {
    cancelAnimationFrame(frame);
    const now = waiting;
    waiting = null;
    if (now !== null) change(now);
  };
  return {
    change: (changes) => {
      if (!changes.every(isUnderHand)) {
        flush();
        return change(changes);
      }
      if (waiting === null) frame = requestAnimationFrame(flush);
      // All that move are told of each time: the last word holds what those before it said.
      waiting = changes;
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
