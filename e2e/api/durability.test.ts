// Shows P1, P12, P13: a 2xx follows its sync, a full disk refuses and recovers, damage is found and stops sends.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { silence } from "./drawings.ts";
import { type Answer, iso, MONDAY, openSchool, type Row, type School } from "./kit.ts";
import { runWinback } from "./server.ts";
import { readTrace, type Step } from "./trace.ts";

const why = {
  trace: spawnSync("strace", ["-e", "trace=none", "true"]).status === 0 ? null : "strace cannot trace here",
  mount: process.platform === "linux" && process.getuid?.() === 0 ? null : "only root on Linux can mount a small disk",
};
for (const reason of Object.values(why)) if (reason !== null) process.stderr.write(`durability: left out: ${reason}\n`);

const event = (id: string, learner = "li") => ({ id, type: "session.started", learner, at: iso(MONDAY) });

/** What a server wrote, synced and answered while `act` ran. */
async function trace(school: School, act: () => Promise<void>): Promise<Step[]> {
  const file = join(school.data, "..", `${school.data.split("/").pop()}.trace`);
  onTestFinished(() => rmSync(file, { force: true }));
  const calls = "trace=write,writev,pwrite64,sendto,sendmsg,fdatasync,fsync";
  const args = ["-f", "-y", "-s", "100000", "-e", calls, "-o", file, "-p", String(school.pid)];
  const tracer = spawn("strace", args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const attached = new Promise<void>((resolve) => {
    tracer.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("attached")) resolve();
    });
  });
  await attached;
  await act();
  tracer.kill("SIGINT");
  await once(tracer, "exit");
  return readTrace(readFileSync(file, "utf8"));
}

test.runIf(why.trace === null)("no answer leaves before the sync of what it answers for", async () => {
  const school = await openSchool();
  const one = async (n: number) => {
    await school.call("POST", "/v1/events", event(`one-${n}`));
  };
  const steps = await trace(school, async () => {
    for (let n = 0; n < 20; n += 1) await one(n);
    await Promise.all(Array.from({ length: 60 }, (_, n) => one(1000 + n)));
    await school.call("PUT", "/v1/learners/li", { attributes: { plan: "one-9999" } });
  });
  let synced = 0;
  let written = 0;
  let answers = 0;
  for (const step of steps) {
    if (step.is === "write" && step.path.includes("/log/")) written += step.text.split("one-").length - 1;
    if (step.is === "sync" && step.path.includes("/log/")) synced = written;
    if (step.is !== "answer") continue;
    answers += 1;
    expect(synced).toBeGreaterThanOrEqual(answers);
  }
  expect([answers, synced]).toEqual([81, 81]);
});

/** A small disk of its own, and a way to fill and empty it. */
function smallDisk(megabytes: number): { folder: string; fill(leaveBytes: number): void; empty(): void } {
  const folder = mkdtempSync(join(tmpdir(), "winback-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  expect(mounted.status).toBe(0);
  onTestFinished(() => {
    spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const ballast = join(folder, "ballast");
  const room = () => Number(spawnSync("df", ["--output=avail", "-B1", folder]).stdout.toString().split("\n")[1]);
  return {
    folder,
    fill: (leaveBytes) => {
      const fd = openSync(ballast, "a");
      try {
        for (let left = room() - leaveBytes; left > 0; ) left -= writeSync(fd, Buffer.alloc(Math.min(left, 2 ** 20)));
      } catch (error) {
        expect(error).toMatchObject({ code: "ENOSPC" });
      } finally {
        closeSync(fd);
      }
    },
    empty: () => rmSync(ballast),
  };
}

/** Sends batches of a hundred until one is refused; gives its number and the answer. */
async function untilRefused(school: School, from: number): Promise<{ n: number; answer: Answer }> {
  for (let n = from; n < from + 5000; n += 1) {
    const answer = await school.send("POST", "/v1/events", batch(n));
    if (answer.status !== 200) return { n, answer };
    expect(answer.json).toEqual({ accepted: 100, duplicates: 0, rejected: [] });
  }
  throw new Error("the disk never ran full");
}

function batch(n: number): Row[] {
  return Array.from({ length: 100 }, (_, item) => ({
    ...event(`b${n}-${item}`, `s${(n * 7 + item) % 400}`),
    data: { pad: "x".repeat(200) },
  }));
}

async function becomesReady(school: School): Promise<void> {
  const deadline = performance.now() + 20_000;
  while ((await school.send("GET", "/readyz")).json.stop !== null) {
    expect(performance.now()).toBeLessThan(deadline);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test.runIf(why.mount === null)(
  "a full disk is answered with 503, keeps nothing by halves, and is over when there is room",
  async () => {
    const disk = smallDisk(48);
    const data = join(disk.folder, "data");
    mkdirSync(data);
    const school = await openSchool({ data });
    await school.publish(silence("quiet"));
    let next = 0;
    const reads: number[] = [];
    // Full for the log alone, and full for the store too while it commits.
    for (const leaveBytes of [2_000_000, 60_000, 60_000, 0]) {
      disk.fill(leaveBytes);
      const { n, answer } = await untilRefused(school, next);
      expect([answer.status, answer.json.code]).toEqual([503, "engine.diskFull"]);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      await school.send("POST", "/test/clock", { advance: "P4D" });
      const refused = await school.send("POST", "/v1/events", batch(n));
      expect([503, 200]).toContain(refused.status);
      // A reader makes the store commit what is gathered.
      reads.push((await school.send("GET", "/api/books")).status);
      disk.empty();
      await becomesReady(school);
      const isIn = refused.status === 200;
      expect(await school.call("POST", "/v1/events", batch(n))).toMatchObject(
        isIn ? { duplicates: 100 } : { accepted: 100 },
      );
      next = n + 1;
    }
    expect(new Set(reads)).toEqual(new Set([200, 503]));
    await school.until("P4D");
    const books = await school.call<{ events: { applied: number } }>("GET", "/api/books");
    expect(books.events.applied).toBe(next * 100);
    const sends = await school.rows("sends", { node: "nudge" });
    expect(new Set(sends.map(({ keyText }) => keyText)).size).toBe(sends.length);
    expect(sends.length).toBeGreaterThan(0);
    await school.isInOrder();
  },
);

/** Changes one bit of a file. */
function flip(path: string, offset: number): void {
  const byte = readFileSync(path).readUInt8(offset);
  const fd = openSync(path, "r+");
  writeSync(fd, Uint8Array.of(byte ^ 1), 0, 1, offset);
  closeSync(fd);
}

test("a bit that changed in the log is found at the start, and nothing is started", async () => {
  const school = await openSchool();
  for (let n = 0; n < 5; n += 1) await school.happen({ type: "session.started", learner: "li", at: MONDAY });
  await school.stop();
  const log = join(school.data, "log");
  flip(join(log, readdirSync(log)[0] ?? ""), 700);
  const { code, err } = await runWinback(["serve", "--test", "--json", "--data", school.data, "--port", "0"]).ended;
  expect(code).toBe(1);
  expect(err).toContain("日志已损坏");
  expect(err).toContain("The log is damaged");
});

test("a bit that changes while the server runs is found by the doctor, which stops sends and says so", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  for (let n = 0; n < 5; n += 1) await school.happen({ type: "session.started", learner: "li", at: MONDAY });
  const log = join(school.data, "log");
  flip(join(log, readdirSync(log)[0] ?? ""), 700);
  const { findings } = await school.call<{ findings: { invariant: string; count: number }[] }>("GET", "/api/doctor");
  expect(findings.filter(({ count }) => count > 0).map(({ invariant }) => invariant)).toContain("the log is whole");
  expect((await school.send("GET", "/readyz")).json).toMatchObject({ stop: "damaged" });
  await school.until(MONDAY + 4 * DAY_MS);
  expect(await school.rows("sends")).toMatchObject([{ node: "nudge", state: "decided" }]);
});

test("a store whose pages changed is found at the start or by the doctor", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  const learners = Array.from({ length: 300 }, (_, n) => `s${n}`);
  await school.happen(...learners.map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  await school.until(MONDAY + 4 * DAY_MS);
  await school.stop();
  const file = join(school.data, "engine.db");
  const whole = readFileSync(file);
  // The header of every third page: what kind of page it is, and where its cells lie.
  for (let page = 3; page * 8192 < whole.length; page += 3) flip(file, page * 8192 + 3);
  const { code, out, err } = await runWinback(["doctor", "--json", "--data", school.data]).ended;
  expect(code).not.toBe(0);
  expect(`${out}${err}`).toMatch(/the store is whole|malformed|damaged/);
});
