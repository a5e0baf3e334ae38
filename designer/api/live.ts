// Live messages of the server: one event stream while a component stands, opened again by the browser when it breaks.
import { useEffect, useEffectEvent } from "react";

/** A message: its event name ("message" where none was given), its data as sent, and its id ("" where none). */
export interface LiveMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/**
 * Listens on a stream (`/api/…`; null listens to nothing) for messages without a name and for those named in `events`.
 * A new path or other names open a new stream.
 */
export function useLive(
  path: string | null,
  onMessage: (message: LiveMessage) => void,
  events: readonly string[] = [],
): void {
  const hear = useEffectEvent(onMessage);
  const names = events.join(" ");
  useEffect(() => {
    if (path === null) return;
    const source = new EventSource(path);
    const listen = (event: MessageEvent<string>) =>
      hear({ event: event.type, data: event.data, id: event.lastEventId });
    for (const name of new Set(["message", ...names.split(" ").filter((one) => one !== "")]))
      source.addEventListener(name, listen);
    return () => source.close();
  }, [path, names]);
}
