// What goes wrong on one day of a rough world: deaths, full disks, clocks that jump, receivers that go down. Drawn from a stream
// of its own, so that the school's days are the same with and without.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import type { Death } from "./machine.ts";
import type { Random } from "./random.ts";

/** One fault, at an instant of the world (UTC ms). */
export type Fault =
  | { is: "death"; at: number; how: Death; points: number; downMs: number }
  | { is: "shutdown"; at: number; downMs: number }
  | { is: "logFull" | "storeFull"; at: number; untilAt: number }
  | { is: "clock"; at: number; byMs: number }
  | { is: "confirm"; at: number }
  | { is: "outage"; at: number };

const jumpsMs = [-3 * HOUR_MS, -5 * MINUTE_MS, 5 * MINUTE_MS, 20 * MINUTE_MS, 5 * HOUR_MS];

/** The faults of a day that begins at `startAt`, in no order. */
export function drawFaults(startAt: number, random: Random): Fault[] {
  const list: Fault[] = [];
  const when = () => startAt + random.int(0, DAY_MS - 1);
  const downMs = () => random.pick([0, 0, 10_000, HOUR_MS, 9 * HOUR_MS]);
  if (random.chance(0.25))
    list.push({
      is: "death",
      at: when(),
      how: random.pick(["kill", "power"]),
      points: random.int(0, 60),
      downMs: downMs(),
    });
  if (random.chance(0.1)) list.push({ is: "shutdown", at: when(), downMs: downMs() });
  if (random.chance(0.06)) list.push(full("logFull", when(), random));
  if (random.chance(0.04)) list.push(full("storeFull", when(), random));
  if (random.chance(0.05)) {
    const at = when();
    const byMs = random.pick(jumpsMs);
    list.push({ is: "clock", at, byMs }, { is: "clock", at: at + random.int(1, 30) * HOUR_MS, byMs: -byMs });
    if (random.chance(0.5)) list.push({ is: "confirm", at: at + random.int(0, 5) * MINUTE_MS });
  }
  if (random.chance(0.1)) list.push({ is: "outage", at: when() });
  return list;
}

function full(is: "logFull" | "storeFull", at: number, random: Random): Fault {
  return { is, at, untilAt: at + random.int(1, 20) * MINUTE_MS };
}
