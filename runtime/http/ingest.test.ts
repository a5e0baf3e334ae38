// Events as integrators send them: every form of body, every way to be wrong, and the answer per item.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { createKit, type Kit } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

const event = (id: string, rest: object = {}) => ({
  id,
  type: "session.started",
  learner: "li",
  at: "2026-03-01T08:00:00Z",
  ...rest,
});
const ndjson = { "Content-Type": "application/x-ndjson" };
const lines = (...items: unknown[]) =>
  items.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join("\n");

async function answer(response: Response): Promise<{ status: number; body: Record<string, unknown> }> {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("one event, an array and NDJSON are taken in, and a repeat is a duplicate", async () => {
  expect(await answer(await kit.call("POST", "/v1/events", event("a")))).toEqual({
    status: 200,
    body: { accepted: 1, duplicates: 0, rejected: [] },
  });
  expect((await answer(await kit.call("POST", "/v1/events", [event("a"), event("b")]))).body).toEqual({
    accepted: 1,
    duplicates: 1,
    rejected: [],
  });
  const many = await kit.call("POST", "/v1/events", `${lines(event("c"), event("b"), "", event("d"))}\r\n`, ndjson);
  expect((await answer(many)).body).toEqual({ accepted: 2, duplicates: 1, rejected: [] });
  expect(kit.events().map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  const { events, learners } = await kit.engine.books();
  expect([events, learners]).toEqual([{ received: 6, applied: 4, duplicates: 2, rejected: 0, quarantined: 0 }, 1]);
});

test("the same id with another body is refused, alone with 409", async () => {
  await kit.call("POST", "/v1/events", event("a"));
  const one = await answer(await kit.call("POST", "/v1/events", event("a", { course: "c1" })));
  expect([one.status, one.body.code]).toEqual([409, "event.idConflict"]);
  const { body } = await answer(await kit.call("POST", "/v1/events", [event("b"), event("a", { course: "c1" })]));
  expect(body).toMatchObject({
    accepted: 1,
    duplicates: 0,
    rejected: [{ index: 1, code: "event.idConflict", path: ["id"] }],
  });
});

test("each bad line is refused by its own index and goes to the quarantine, the others are kept", async () => {
  const text = lines(
    event("a"),
    "{nonsense",
    event("b", { at: "yesterday" }),
    "",
    event("c"),
    event("d", { learner: "" }),
  );
  const { status, body } = await answer(await kit.call("POST", "/v1/events", text, ndjson));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    accepted: 2,
    rejected: [
      { index: 1, code: "event.json" },
      { index: 2, code: "event.at", path: ["at"] },
      { index: 4, code: "event.learner" },
    ],
  });
  const kept = await kit.rows("quarantine", { kind: "rejected" });
  expect(kept.map(({ code, path, payload }) => [code, path, String(payload).slice(0, 9)])).toEqual([
    ["event.json", "", "{nonsense"],
    ["event.at", "at", '{"id":"b"'],
    ["event.learner", "learner", '{"id":"d"'],
  ]);
  expect(await kit.engine.books()).toMatchObject({
    events: { received: 5, applied: 2, rejected: 3 },
    isBalanced: true,
  });
});

test("words come in the language asked for", async () => {
  const bad = event("a", { at: "yesterday" });
  const said = async (language: string) =>
    (
      (await answer(await kit.call("POST", "/v1/events", bad, { "Accept-Language": language }))).body.title as string
    ).slice(0, 8);
  expect(await said("zh-CN,zh;q=0.9,en;q=0.8")).toBe("时间应为带时区的");
  expect(await said("en-GB")).toBe("The inst");
});

const malformed: [string, string | Uint8Array, Record<string, string>, number, string][] = [
  ["nothing", "", {}, 400, "body.empty"],
  ["no JSON", "{", {}, 400, "event.json"],
  ["no line of JSON", "a\nb", ndjson, 400, "body.json"],
  ["broken UTF-8", Uint8Array.from([0x7b, 0xff, 0xfe]), {}, 400, "body.utf8"],
  [
    "broken UTF-8 in one line",
    Buffer.concat([Buffer.from(`${JSON.stringify(event("a"))}\n`), Buffer.from([0xe4, 0xb8])]),
    ndjson,
    400,
    "body.utf8",
  ],
  ["no gzip", "hello", { "Content-Encoding": "gzip" }, 400, "body.gzip"],
  ["brotli", "hello", { "Content-Encoding": "br" }, 415, "body.encoding"],
  ["a form", "a=b", { "Content-Type": "application/x-www-form-urlencoded" }, 415, "body.type"],
  ["deep nesting", "[".repeat(100_000), {}, 400, "body.depth"],
  ["one event without a learner", JSON.stringify({ id: "a" }), {}, 400, "event.missing"],
  ["a number", "5", {}, 400, "event.shape"],
  ["too much", Buffer.alloc(8 * 2 ** 20 + 1, 0x20), {}, 413, "body.tooLarge"],
  ["a bomb", gzipSync(Buffer.alloc(33 * 2 ** 20, 0x20)), { "Content-Encoding": "gzip" }, 413, "body.tooLarge"],
];

test.each(malformed)("%s is a 4xx with a code", async (_name, body, headers, status, code) => {
  const got = await answer(await kit.call("POST", "/v1/events", body, headers));
  expect([got.status, got.body.code, got.body.type]).toEqual([status, code, `urn:winback:problem:${code}`]);
  expect(kit.faults).toEqual([]);
});

test("gzip, a byte order mark and Chinese text arrive unchanged", async () => {
  const item = event("a", { data: { note: "回来学习 🎓" } });
  const packed = gzipSync(Buffer.from(`\ufeff${lines(item, event("b"))}`));
  expect(
    (await answer(await kit.call("POST", "/v1/events", packed, { ...ndjson, "Content-Encoding": "gzip" }))).body,
  ).toMatchObject({ accepted: 2 });
  expect(kit.events()[0]).toEqual(item);
});

test("history is marked as such", async () => {
  await kit.call("POST", "/v1/backfill", event("a"));
  expect(kit.batches().map(({ backfill }) => backfill)).toEqual([true]);
});

test.each([
  ["overloaded", 429],
  ["diskFull", 503],
  ["stopping", 503],
] as const)("an engine that is %s means: come back later", async (reason, status) => {
  const relent = kit.refuse("ingest", reason);
  const response = await kit.call("POST", "/v1/events", event("a"));
  expect([response.status, Number(response.headers.get("Retry-After")) > 0]).toEqual([status, true]);
  expect([kit.events(), kit.faults]).toEqual([[], []]);
  relent();
  expect((await answer(await kit.call("POST", "/v1/events", event("a")))).body).toMatchObject({ accepted: 1 });
});

test("ids are unique within the source of a key", async () => {
  await kit.call("POST", "/v1/events", event("a"));
  const other = await kit.key("ingest");
  const { body } = await answer(
    await kit.call("POST", "/v1/events", event("a", { course: "x" }), { Authorization: `Bearer ${other}` }),
  );
  expect(body).toMatchObject({ accepted: 1 });
  expect(kit.batches().map(({ source }) => source)).toEqual(["admin", "app"]);
});

test("a large request goes over in pieces and is answered as one", async () => {
  const items = Array.from({ length: 25_000 }, (_, index) => event(`e${index}`, index % 1000 === 7 ? { at: "x" } : {}));
  const { body } = await answer(await kit.call("POST", "/v1/events", lines(...items), ndjson));
  expect(body).toMatchObject({ accepted: 24_975, duplicates: 0 });
  expect((body.rejected as { index: number }[]).map(({ index }) => index)).toEqual(
    Array.from({ length: 25 }, (_, index) => index * 1000 + 7),
  );
  expect(kit.batches().length).toBe(5);
  expect(kit.events().map(({ id }) => id)).toEqual(items.filter((_, index) => index % 1000 !== 7).map(({ id }) => id));
});

test("whatever comes, the answer is no 5xx and items are counted", async () => {
  const item = fc.oneof(
    fc.integer({ min: 0, max: 30 }).map((n) => JSON.stringify(event(`p${n}`))),
    fc.json(),
    fc.string(),
    fc.constantFrom(
      '{"a":1e999}',
      `{"id":"z","type":"session.started","learner":"l","at":"2026-01-01T00:00:00Z","data":{"n":1e999}}`,
      "[[]]",
      '{"__proto__":{}}',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 12 }), async (items) => {
      const text = items.map((line) => line.replaceAll(/[\r\n]/g, " ")).join("\n");
      const { status, body } = await answer(await kit.call("POST", "/v1/events", text, ndjson));
      const sent = items.filter((line) => line.replaceAll(/[\r\n]/g, " ").trim() !== "").length;
      expect([200, 400]).toContain(status);
      if (status === 200)
        expect((body.accepted as number) + (body.duplicates as number) + (body.rejected as unknown[]).length).toBe(
          sent,
        );
    }),
    { numRuns: 150 },
  );
  expect(kit.faults).toEqual([]);
  expect(await kit.engine.books()).toMatchObject({ isBalanced: true });
});
