import { mkdtempSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { Session } from "node:inspector/promises";
import { TestClock } from "./clock.ts";
import { Engine } from "./engine.ts";
import { readSchool } from "#runtime/main/oulad/read.ts";
import { days } from "#runtime/main/oulad/days.ts";
import { hashBody, hashId } from "#shared/event/identity.ts";
import { defaultSettings } from "./logged.ts";

test("oulad", async () => {
  const folder = mkdtempSync("/tmp/wb-");
  const clock = new TestClock(Date.UTC(2012, 0, 1));
  const t0 = performance.now();
  const session = new Session(); session.connect(); await session.post("Profiler.enable"); await session.post("Profiler.start");

  const engine = new Engine({ folder, clock, secret: new Uint8Array(32), publicUrl: "http://x", tell: () => {}, failed: (e) => { throw e; } });
  const push = (inputs: any[]) => new Promise((done, fail) => { engine.push({ kind: "inputs", inputs, intent: null, done, fail }); engine.pump(); });
  await push([{ is: "settings", settings: { ...defaultSettings, zone: "UTC" } }]);
  const document = JSON.parse(readFileSync("shared/strategy/gallery/three-tier-retention.json", "utf8"));
  await push([{ is: "publish", document, state: "live", running: "finish", enrolPerHour: null }]);
  const read = await readSchool(process.env["OULAD"] ?? "runtime/sample");
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  let events = 0, steps = 0;
  const clockTo = (at: number) => {
    for (;;) { engine.pump(); const next = engine.nextAt(); if (next > at) break; clock.set(Math.min(at, Math.max(clock.now(), Math.ceil(next / 1000) * 1000))); steps++; }
    clock.set(at); engine.pump();
  };
  let tHash=0, tClock=0, tIn=0;
  for (const day of days(read.school)) {
    let t=performance.now();
    clockTo(day.stampAt - 1);
    tClock+=performance.now()-t;
    if (day.learners.length) await push(day.learners.map((patch) => ({ is: "upsert", patch: { ...patch, id: patch.id } })));
    t=performance.now();
    for (let i = 0; i < day.events.length; i += 5000) {
      const lines = day.events.slice(i, i + 5000);
      const hashes = new Uint32Array(lines.length * 6);
      lines.forEach((line, n) => { const e = JSON.parse(line); hashId("replay", e.id, hashes, n * 6); hashBody(e, hashes, n * 6 + 4); });
      tHash+=performance.now()-t; t=performance.now();
      engine.push({ kind: "batch", batch: { source: "replay", isBackfill: false, count: lines.length, raw: Buffer.from(lines.join("\n") + "\n"), hashes, refused: [] }, done: (r) => { if (r.duplicates.length || r.conflicts.length) console.log(r); }, fail: (e) => { throw e; } });
      engine.pump();
      events += lines.length;
    }
    tIn+=performance.now()-t;
  }
  clockTo(clock.now() + 35 * 86400000);
  console.log({ events, steps, ms: performance.now() - t0, tHash, tClock, tIn, rss: process.memoryUsage.rss() / 1e6 });
  console.log(Object.fromEntries(engine.counters.under("")));
  const { profile } = await session.post("Profiler.stop");
  const self = new Map<string, number>(); const dt = profile.timeDeltas!; const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  profile.samples!.forEach((id, i) => { const f = byId.get(id)!.callFrame; const k = f.functionName + " " + f.url.split("/").slice(-1) + ":" + f.lineNumber; self.set(k, (self.get(k) ?? 0) + dt[i]! / 1000); });
  const parent = new Map<number, number>(); for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  const incl = new Map<string, number>(); let total = 0;
  profile.samples!.forEach((id, i) => { total += dt[i]! / 1000; const seen = new Set<string>(); for (let n: number | undefined = id; n !== undefined; n = parent.get(n)) { const f = byId.get(n)!.callFrame; const k = f.functionName + " " + f.url.split("/").slice(-1) + ":" + f.lineNumber; if (!seen.has(k)) { seen.add(k); incl.set(k, (incl.get(k) ?? 0) + dt[i]! / 1000); } } });
  console.log("INCL", total + "\n" + [...incl].sort((a, b) => b[1] - a[1]).slice(0, 60).map(([k, v]) => v.toFixed(0).padStart(7) + " " + k).join("\n"));
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([k, v]) => v.toFixed(0).padStart(7) + " " + k).join("\n"));
  engine.close();
  const t1 = performance.now();
  const again = new Engine({ folder, clock, secret: new Uint8Array(32), publicUrl: "http://x", tell: () => {} });
  console.log("reopen", performance.now() - t1, again.world.facts.ids.length);
  again.close();
}, 600000);
