// Moves under the hand, once a frame: a mouse tells of more than the screen can show, and each would be drawn.
import { useEffect, useMemo } from "react";
import { type NodeChange, useStoreApi } from "reactflow";
import type { FlowNode } from "#designer/document/flow.ts";

type Change = (changes: readonly NodeChange<FlowNode>[]) => void;

function isUnderHand(change: NodeChange<FlowNode>): boolean {
  return change.type === "position" && change.dragging === true;
}

/**
 * `change`, which hears of nodes under the hand at most once a frame, and of everything else at once and in order. Where the view moves
 * along with the hand at the edge of the window, it hears of them with the view: both are drawn as one.
 */
export function useCalm(change: Change): Change {
  const calm = useMemo(() => calmed(change), [change]);
  const known = useStoreApi();
  useEffect(() => {
    const stopHearing = known.subscribe((now, before) => {
      if (now.transform !== before.transform) calm.flush();
    });
    return () => {
      stopHearing();
      calm.stop();
    };
  }, [calm, known]);
  return calm.change;
}

function calmed(change: Change): { change: Change; flush: () => void; stop: () => void } {
  let waiting: readonly NodeChange<FlowNode>[] | null = null;
  let frame = 0;
  const flush = () => {
    cancelAnimationFrame(frame);
    const now = waiting;
    waiting = null;
    if (now !== null) change(now);
  };
  const ask = () => {
    cancelAnimationFrame(frame);
    if (waiting !== null) frame = requestAnimationFrame(flush);
  };
  return {
    flush,
    change: (changes) => {
      if (!changes.every(isUnderHand)) {
        flush();
        return change(changes);
      }
      // A turn later: whoever moves the view asks for the next frame right after this, and is to be first in it.
      if (waiting === null) queueMicrotask(ask);
      // All that move are told of each time: the last word holds what those before it said.
      waiting = changes;
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
