// The quiet windows that a send is held by, as the settings and its strategy now have them: a page names them beside the hold.
import type { Row } from "#runtime/store/engine-db.ts";
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import type { Engine } from "./engine.ts";
import { planOf } from "./names.ts";

/** A window by local wall clock, and whose rule it is. */
export interface QuietWindow {
  of: "school" | "strategy" | "provider";
  from: string;
  to: string;
}

/** The windows for a row of `sends`. */
export function quietWindows({ world, globals }: Engine, send: Row): QuietWindow[] {
  const strategy = planOf(world, String(send["strategy"]), null)?.document.policy?.quiet;
  const provider = channelOf(send["channel"] as ChannelId).describe().providerQuiet;
  const windows: [QuietWindow["of"], { from: string; to: string } | null | undefined][] = [
    ["school", globals.settings.quiet],
    ["strategy", strategy],
    ["provider", provider],
  ];
  return windows.flatMap(([of, window]) =>
    window === null || window === undefined ? [] : [{ of, from: window.from, to: window.to }],
  );
}
