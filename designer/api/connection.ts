// Whether the server can be reached: every request tells, and while it cannot, a small one asks again every few seconds.
import { useEffect, useSyncExternalStore } from "react";
import type { Send } from "#shared/api/client.ts";

/** What is known of the connection. */
export interface Connection {
  readonly isLost: () => boolean;
  /** Sends like `send`, and learns from what becomes of it. */
  readonly send: Send;
  readonly subscribe: (hear: () => void) => () => void;
}

/** A connection believed to be there. */
export function createConnection(send: Send): Connection {
  let isLost = false;
  const hearers = new Set<() => void>();
  const learn = (now: boolean) => {
    if (now === isLost) return;
    isLost = now;
    for (const hear of hearers) hear();
  };
  return {
    isLost: () => isLost,
    subscribe(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    async send(address, request) {
      try {
        const answer = await send(address, request);
        learn(false);
        return answer;
      } catch (error) {
        learn(true);
        throw error;
      }
    },
  };
}

const ASK_EVERY_MS = 3000;

/** Whether the connection is lost; asks again by itself, and calls `onBack` when it is there again. */
export function useIsLost(connection: Connection, onBack: () => void): boolean {
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  useEffect(() => {
    if (!isLost) return;
    const request = { method: "GET", headers: {}, redirect: "manual" } as const;
    const ask = () => connection.send("/healthz", request).then(onBack, () => {});
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isLost, connection, onBack]);
  return isLost;
}
