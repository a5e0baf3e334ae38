// How a server is killed, drawn from a seed: at a random instant under load, or at the n-th passage of a named place.
import { Chance } from "#e2e/drive/chance.ts";
import { type CrashPoint, crashPoints } from "#runtime/store/crash-point.ts";

/** A way to die. */
export type Kill = { is: "instant"; afterMs: number } | { is: "point"; point: CrashPoint; count: number };

/** Most passages of a place before it kills; a busy server passes each within a second or two. */
const MOST_PASSAGES: Readonly<Record<CrashPoint, number>> = {
  "log.torn": 150,
  "log.beforeSync": 150,
  "log.afterSync": 150,
  "store.beforeCommit": 40,
  "store.afterCommit": 40,
  "provider.beforeCall": 25,
  "provider.afterCall": 25,
};

/** The kills of a run: every second one at a place, all places in turn, the first passages among them. */
export function planKills(count: number, seed: string): Kill[] {
  const chance = new Chance(seed, "kills");
  return Array.from({ length: count }, (_, n) => {
    if (n % 2 === 1) return { is: "instant", afterMs: chance.whole(0, 700) };
    const point = crashPoints[(n / 2) % crashPoints.length] as CrashPoint;
    const most = chance.next() < 0.3 ? 4 : MOST_PASSAGES[point];
    return { is: "point", point, count: chance.whole(1, most) };
  });
}

/** A kill in words. */
export function nameOf(kill: Kill): string {
  return kill.is === "instant" ? "random instant" : kill.point;
}
