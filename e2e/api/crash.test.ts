// Ten kills of the built server under load; `npm run crash -- --kills 200` is the same with more.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCampaign } from "#e2e/crash/campaign.ts";
import { runWinback } from "./server.ts";

test("killed ten times under load, it loses nothing that it acknowledged and sends nothing twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "winback-crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { kills, problems, counts } = await runCampaign({ folder, kills: 10, seed: "test", clients: 3 });
  expect(problems).toEqual([]);
  expect([...kills.values()].reduce((sum, count) => sum + count, 0)).toBe(10);
  expect(counts["events acknowledged"]).toBeGreaterThan(500);
  expect(counts["provider effects"]).toBeGreaterThan(20);
}, 180_000);

test("a place to die is for tests only", async () => {
  const { code, err } = await runWinback(["serve", "--port", "0", "--crash-at", "log.torn:1"]).ended;
  expect([code, err]).toEqual([2, expect.stringContaining("--test")]);
  expect((await runWinback(["serve", "--test", "--crash-at", "log.torn"]).ended).code).toBe(2);
});
