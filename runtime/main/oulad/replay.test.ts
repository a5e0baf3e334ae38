import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { days } from "./days.ts";
import type { Pace } from "./deliver.ts";
import { replayIssueText } from "./issues.ts";
import { replay } from "./replay.ts";
import { readTinySchool } from "./tiny.ts";

interface Request {
  path: string;
  body: string;
  key: string;
  clock: string | undefined;
  /** Run and number, where it has a turn. */
  turn: [string, number] | null;
  socket: unknown;
}

/** What the server does with the n-th request (from 0); null answers as a sound server would. */
type Trouble = (request: Request, at: number, response: ServerResponse) => "handled" | null;

async function serve(seen: Request[], trouble: Trouble = () => null, port = 0): Promise<Server> {
  const server = createServer((incoming, response) => void answer(incoming, response, seen, trouble));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => stop(server));
  return server;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function answer(incoming: IncomingMessage, response: ServerResponse, seen: Request[], trouble: Trouble) {
  let body = "";
  for await (const chunk of incoming) body += String(chunk);
  const key = incoming.headers.authorization ?? "";
  const clock = incoming.headers["x-test-clock"]?.toString();
  const [run = "", number = ""] = incoming.headers["x-test-turn"]?.toString().split("/") ?? [];
  const turn: [string, number] | null = run === "" ? null : [run, Number(number)];
  const request = { path: incoming.url ?? "", body, key, clock, turn, socket: incoming.socket };
  seen.push(request);
  if (trouble(request, seen.length - 1, response) === "handled") return;
  const items = request.path.startsWith("/v1/") ? body.split("\n").length : 0;
  response.end(JSON.stringify({ accepted: items, duplicates: 0, rejected: [] }));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Time that passes only in pauses, so that no test waits. */
function quickPace(onPause: () => Promise<void> = async () => {}): Pace & { waited: number } {
  const pace = {
    waited: 0,
    now: () => pace.waited,
    pause: async (ms: number) => {
      pace.waited += ms;
      await onPause();
    },
  };
  return pace;
}

test("a school is sent day by day: clock, learners, events, a few requests at a time in turns, then 35 days more", async () => {
  const school = await readTinySchool();
  const seen: Request[] = [];
  const server = await serve(seen);
  const progress: number[] = [];
  const run = await replay({ url: urlOf(server), key: "k1" }, school, {
    batch: 2,
    onProgress: (tally) => progress.push(tally.daysDone),
  });
  const all = [...days(school)];
  const wanted = all.flatMap((day) => {
    const at = new Date(day.stampAt - 1).toISOString();
    return [
      `/test/clock ${JSON.stringify({ set: at })}`,
      ...pairs(day.learners.map((one) => JSON.stringify(one))).map((body) => `/v1/learners ${body}`),
      ...pairs(day.events).map((body) => `/v1/events ${at} ${body}`),
    ];
  });
  wanted.push(`/test/clock ${JSON.stringify({ set: "2014-03-28T23:59:59.999Z" })}`);
  const inTurn = seen.toSorted((a, b) => (a.turn?.[1] ?? 0) - (b.turn?.[1] ?? 0));
  expect(inTurn.map(({ path, clock, body }) => [path, clock, body].filter(Boolean).join(" "))).toEqual(wanted);
  expect(inTurn.map((one) => one.turn?.[1])).toEqual(wanted.map((_, at) => at));
  expect(new Set(seen.map((one) => one.turn?.[0])).size).toBe(1);
  const socketCount = new Set(seen.map((one) => one.socket)).size;
  expect(socketCount).toBeGreaterThan(1);
  expect(socketCount).toBeLessThanOrEqual(4);
  expect(new Set(seen.map((one) => one.key))).toEqual(new Set(["Bearer k1"]));
  expect(run.ok).toBe(true);
  expect(run.tally.events).toEqual({ sentCount: 30, acceptedCount: 30, duplicateCount: 0, rejectedCount: 0 });
  expect(run.tally.learners.sentCount).toBe(8);
  expect(progress.at(-1)).toBe(all.length);
  expect(run.tally.dayCount).toBe(all.length);
});

function pairs(lines: readonly string[]): string[] {
  return lines.flatMap((_, at) => (at % 2 === 0 ? [lines.slice(at, at + 2).join("\n")] : []));
}

test("duplicates and refused items are counted, with the code and the first item refused", async () => {
  const seen: Request[] = [];
  const server = await serve(seen, ({ path, body }, _, response) => {
    if (path !== "/v1/events") return null;
    const count = body.split("\n").length;
    const rejected = [{ index: count - 1, code: "event.future", message: "too far ahead" }];
    response.end(JSON.stringify({ accepted: 0, duplicates: count - 1, rejected }));
    return "handled";
  });
  const school = await readTinySchool();
  const { tally } = await replay({ url: urlOf(server), key: "k" }, school, { batch: 1000 });
  const requests = seen.filter((one) => one.path === "/v1/events");
  expect(tally.events).toEqual({
    sentCount: 30,
    acceptedCount: 0,
    duplicateCount: 30 - requests.length,
    rejectedCount: requests.length,
  });
  const example = requests[0]?.body.split("\n").at(-1);
  expect(tally.rejections).toEqual([
    { code: "event.future", message: "too far ahead", example, count: requests.length },
  ]);
});

test("a server killed in the middle and started again gets what was under way one after the other, and every event", async () => {
  const school = await readTinySchool();
  const seen: Request[] = [];
  let isDown = false;
  const first = await serve(seen, ({ path }, at, response) => {
    if (path !== "/v1/events" || at < 20 || isDown) return null;
    isDown = true;
    response.destroy();
    void stop(first);
    return "handled";
  });
  const port = (first.address() as AddressInfo).port;
  let pauses = 0;
  const pace = quickPace(async () => {
    pauses++;
    if (pauses === 3) await serve(seen, () => null, port);
  });
  const run = await replay({ url: `http://127.0.0.1:${port}`, key: "k" }, school, { batch: 2, pace });
  expect(run.ok).toBe(true);
  expect(run.tally.retryCount).toBeGreaterThanOrEqual(1);
  expect(run.tally.retryCount).toBeLessThanOrEqual(4);
  expect(run.tally.events.acceptedCount).toBe(30);
  const ready = seen.findIndex((one) => one.path === "/readyz");
  const again = seen.slice(ready).filter((one) => one.path !== "/readyz" && one.turn === null);
  expect(again.length).toBe(run.tally.retryCount);
  const before = seen.slice(0, ready).filter((one) => again.some(({ body }) => body === one.body));
  const turnOf = (body: string) => before.find((one) => one.body === body)?.turn?.[1] ?? Number.POSITIVE_INFINITY;
  expect(again.map(({ body }) => turnOf(body))).toEqual(
    again.map(({ body }) => turnOf(body)).toSorted((a, b) => a - b),
  );
  // Then the others go on in a run of their own.
  expect(seen.at(-1)?.turn?.[0]).not.toBe(seen[0]?.turn?.[0]);
});

test("a server that is full is asked again after the time it names", async () => {
  const school = await readTinySchool();
  const seen: Request[] = [];
  const server = await serve(seen, (_, at, response) => {
    if (at !== 4) return null;
    response.writeHead(503, { "retry-after": "7" }).end();
    return "handled";
  });
  const pace = quickPace();
  const run = await replay({ url: urlOf(server), key: "k" }, school, { pace });
  expect(run.ok).toBe(true);
  expect(pace.waited).toBe(7000);
  const again = seen.filter((one) => one.turn === null);
  expect(again.map(({ path, body }) => ({ path, body }))).toEqual([{ path: seen[4]?.path, body: seen[4]?.body }]);
});

test("a server that stays away for a minute ends the replay with what was done so far", async () => {
  const school = await readTinySchool();
  const server = await serve([], (_, at) => {
    if (at < 12) return null;
    void stop(server);
    return "handled";
  });
  const pace = quickPace();
  const run = await replay({ url: urlOf(server), key: "k" }, school, { pace });
  expect(run.ok ? null : run.issue.code).toBe("serverUnreachable");
  expect(pace.waited).toBe(60_000);
  expect(run.tally.events.acceptedCount).toBeGreaterThan(0);
  expect(run.tally.events.acceptedCount).toBeLessThan(30);
});

test("a clock that was moved before its answer was lost is no trouble when it is set again", async () => {
  const seen: Request[] = [];
  const server = await serve(seen, (request, _, response) => {
    if (request.path !== "/test/clock") return null;
    if (request.turn !== null && request.turn[1] > 8 && seen.every(({ turn }) => turn !== null)) response.destroy();
    else if (request.turn === null) response.writeHead(422).end('{"code":"clock.back"}');
    else return null;
    return "handled";
  });
  const run = await replay({ url: urlOf(server), key: "k" }, await readTinySchool(), { pace: quickPace() });
  expect(seen.some(({ turn, path }) => turn === null && path === "/test/clock")).toBe(true);
  expect(run.ok).toBe(true);
});

test.each([
  [401, '{"code":"keyUnknown"}', '/test/clock: the server refused the request: 401 {"code":"keyUnknown"}'],
  [500, "", "/test/clock: the server refused the request: 500 "],
])("an answer %i stops the replay and says why", async (status, body, sentence) => {
  const server = await serve([], (_, __, response) => {
    response.writeHead(status).end(body);
    return "handled";
  });
  const run = await replay({ url: urlOf(server), key: "k" }, await readTinySchool());
  expect(run.ok ? "" : replayIssueText(run.issue, "en")).toBe(sentence);
});

test("an answer that is not this API's stops the replay", async () => {
  const server = await serve([], (_, __, response) => {
    response.end("<html>");
    return "handled";
  });
  const run = await replay({ url: urlOf(server), key: "k" }, await readTinySchool());
  expect(run.ok ? null : run.issue).toMatchObject({ code: "answerUnreadable", path: ["/v1/learners"] });
});
