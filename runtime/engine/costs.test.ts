// What sends cost: the price of the moment at which each was accepted, whatever it is later.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { countIn } from "#shared/report/cell.ts";
import { examine } from "./doctor.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);

function spent({ engine }: EngineKit): number {
  const cells = engine.measures.cells.read("send", "small").filter(({ key }) => key.cut === "all");
  return cells.reduce((sum, { cell }) => sum + countIn(cell, "costFen"), 0);
}

function silent(kit: EngineKit, learner: string, at: number): void {
  kit.ingest([{ id: `e-${learner}`, type: "session.started", learner, at }]);
}

test("a send costs what the school says at its acceptance, else the channel's list price", () => {
  const kit = openEngine({ at: START });
  kit.settings({ costs: { inapp: 7 } });
  kit.publish(smallStrategy());
  silent(kit, "li", START);
  kit.advanceTo(START + 3.5 * DAY_MS);
  expect(spent(kit)).toBe(7);
  kit.settings({ costs: { inapp: 100 } });
  silent(kit, "wu", START + 3.5 * DAY_MS);
  kit.advanceTo(START + 7 * DAY_MS);
  expect(spent(kit)).toBe(107);
  expect(examine(kit.engine).filter(({ count }) => count > 0)).toEqual([]);
  expect(spent(kit.reopen())).toBe(107);
});
