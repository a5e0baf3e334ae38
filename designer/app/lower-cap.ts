// The change that a report proposes where learners may get too many messages: a weekly cap over all channels, one lower than it is.
import type { Settings } from "./settings-form.tsx";

type Caps = Settings["caps"];

/** As many as the stricter arm of the experiment that settles the question. */
const FIRST_LIMIT = 2;
const WEEK = new Set(["P7D", "P1W"]);

/** The caps with a weekly one that is lower; a school without one gets one. */
export function lowerWeeklyCap(caps: Caps): Caps {
  const known = caps.find(({ scope, per }) => scope === "all" && WEEK.has(per));
  if (known === undefined) return [...caps, { id: freeId(caps), scope: "all", limit: FIRST_LIMIT, per: "P7D" }];
  return caps.map((cap) => (cap === known ? { ...cap, limit: Math.max(1, cap.limit - 1) } : cap));
}

function freeId(caps: Caps): string {
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? "weekly" : `weekly-${n}`;
    if (!caps.some((cap) => cap.id === id)) return id;
  }
}
