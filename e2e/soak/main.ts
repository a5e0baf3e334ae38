// `npm run soak [-- --days N --learners N]`: thirty simulated days of a school of 100,000 learners through the HTTP API, as fast as it
// goes. Prints memory and handles of the server at the end of each day, and fails where either grows.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { Chance } from "#e2e/drive/chance.ts";
import { Connection } from "#e2e/drive/connection.ts";
import { type Caller, end, memoryOf, mustStart, setUp } from "#e2e/drive/server.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { type Point, slopeOf } from "./slope.ts";

const flags = new Command("soak")
  .option("--days <n>", "simulated days", Number, 30)
  .option("--learners <n>", "learners", Number, 100_000)
  .option("--seed <text>", "of who comes when", "winback")
  .parse()
  .opts<{ days: number; learners: number; seed: string }>();

/** Monday 2 March 2026, midnight UTC. */
const START = Date.UTC(2026, 2, 2);
const BATCH = 5000;
const ndjson = "application/x-ndjson";
/** Growth over a whole run that is still flat, of the median. */
const MEMORY_RATE = 0.1;
const HANDLE_RATE = 0.05;
/** Days in which the store's page cache (128 MiB) and the young generation fill, left out of the slope. */
const WARM_RATE = 1 / 2;

const folder = mkdtempSync(join(tmpdir(), "winback-soak-"));
const driven = await mustStart({ data: join(folder, "data") });
const caller = await setUp(driven, "soak");
const connection = new Connection(driven.url, caller.key);
await prepare(caller);

/** A day of the school. */
interface Sample {
  day: number;
  events: number;
  /** Without the window of known events, whose size is stated and follows the traffic. */
  memory: number;
  window: number;
  handles: number;
}

const samples: Sample[] = [];
process.stdout.write("day  events/day    memory MB  window MB  handles\n");
for (let day = 0; day < flags.days; day += 1) {
  const events = await liveDay(day);
  await pause(200);
  samples.push({ day, events, ...(await weigh()) });
  const { memory, window, handles } = samples[day] as Sample;
  const cells = [
    String(day + 1).padStart(3),
    String(events).padStart(11),
    mega(memory).padStart(12),
    mega(window).padStart(10),
  ];
  process.stdout.write(`${cells.join(" ")} ${String(handles).padStart(8)}\n`);
}
const { findings } = await caller.call<{ findings: { count: number }[] }>("GET", "/api/doctor");
const books = await caller.call<{ isBalanced: boolean }>("GET", "/api/books");
connection.close();
await end(driven);
rmSync(folder, { recursive: true, force: true });
const isFlat = [
  judge("memory", ({ memory }) => memory, MEMORY_RATE),
  judge("handles", ({ handles }) => handles, HANDLE_RATE),
];
const isSound = books.isBalanced && findings.every(({ count }) => count === 0);
process.stdout.write(isSound ? "books balanced · doctor clean\n" : "books or doctor NOT clean\n");
process.exit(isSound && !isFlat.includes(false) ? 0 : 1);

function mega(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

async function prepare(school: Caller): Promise<void> {
  const document = gallery[0]?.document;
  if (document === undefined) throw new Error("the gallery is empty");
  await school.call("POST", "/test/clock", { set: new Date(START).toISOString() });
  await school.settle({ zone: "Asia/Shanghai" });
  await school.publish(document);
  const push = JSON.stringify({ sms: "13800000000", push: "device", email: "a@school.example", wechat: "openid" });
  const lines = Array.from(
    { length: flags.learners },
    (_, n) => `{"id":"s${n}","attributes":{"status":"studying"},"addresses":${push}}`,
  );
  await sendAll("/v1/learners", lines);
}

/** Who comes draws their own chance of it, so that some fall silent and some come back. */
async function liveDay(day: number): Promise<number> {
  const chance = new Chance(flags.seed, String(day));
  let count = 0;
  for (let hour = 0; hour < 24; hour += 6) {
    const at = new Date(START + day * DAY_MS + hour * HOUR_MS).toISOString();
    await caller.call("POST", "/test/clock", { set: at });
    const lines: string[] = [];
    // A tenth of the school each quarter of the day, from a place that moves: everybody's habit differs, nobody's is fixed.
    const from = chance.whole(0, flags.learners - 1);
    for (let n = 0; n < flags.learners / 10; n += 1) {
      const learner = `s${(from + n * 3) % flags.learners}`;
      const id = `${day}-${hour}-${n}`;
      lines.push(`{"id":"${id}","type":"session.started","learner":"${learner}","at":"${at}"}`);
      if (n % 3 === 0)
        lines.push(
          `{"id":"${id}l","type":"lesson.completed","learner":"${learner}","at":"${at}","course":"c${n % 7}"}`,
        );
    }
    await sendAll("/v1/events", lines);
    count += lines.length;
  }
  return count;
}

async function sendAll(path: string, lines: readonly string[]): Promise<void> {
  for (let from = 0; from < lines.length; from += BATCH) {
    const body = lines.slice(from, from + BATCH).join("\n");
    const answer = await connection.send({ method: "POST", path, type: ndjson, body });
    if (!answer.isAnswer || answer.status !== 200)
      throw new Error(`${path}: ${answer.isAnswer ? `${answer.status} ${answer.text.slice(0, 300)}` : answer.code}`);
  }
}

async function weigh(): Promise<{ memory: number; window: number; handles: number }> {
  const metrics = await (await fetch(`${driven.url}/metrics`)).text();
  const window = Number(/^winback_dedup_bytes (\S+)/m.exec(metrics)?.[1] ?? 0);
  const resident = memoryOf(driven.pid) ?? Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? 0);
  return { memory: resident - window, window, handles: handleCount() };
}

/** Open files and sockets of the server; 0 where the system does not tell. */
function handleCount(): number {
  try {
    return readdirSync(`/proc/${driven.pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Says how a figure grows over the run, after the warm days; whether that is flat. */
function judge(name: string, figure: (sample: Sample) => number, rate: number): boolean {
  const counted = samples.slice(Math.floor(samples.length * WARM_RATE));
  const points: Point[] = counted.map((sample) => ({ x: sample.day, y: figure(sample) }));
  const slope = slopeOf(points);
  const middle = points.map(({ y }) => y).sort((a, b) => a - b)[points.length >> 1] ?? 0;
  const growth = middle === 0 ? 0 : (slope * samples.length) / middle;
  const isFlat = growth <= rate;
  process.stdout.write(
    `${name}: slope ${name === "memory" ? `${mega(slope)} MB` : slope.toFixed(2)} a day, ${(growth * 100).toFixed(1)} % over ${samples.length} days (bound ${rate * 100} %) ${isFlat ? "flat" : "GROWS"}\n`,
  );
  return isFlat;
}
