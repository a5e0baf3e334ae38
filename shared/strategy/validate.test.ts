import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_DEPTH } from "./bounds.ts";
import { fill } from "./diagnostic.ts";
import { MAX_EDGES, MAX_NODES, type Strategy } from "./document.ts";
import { exportText } from "./hash.ts";
import { issueWords } from "./issue-words.ts";
import { add, sampleMessage, sampleStrategy, setNode } from "./sample.ts";
import { MAX_ISSUES } from "./schema-issues.ts";
import { parseStrategy } from "./validate.ts";

/** Issues as "code path"; each has its words, with nothing left to fill in. */
function issuesOf(value: unknown): string[] {
  const read = parseStrategy(value);
  if (!("issues" in read)) return [];
  return read.issues.map(({ code, path, params = {} }) => {
    const words = issueWords[code as keyof typeof issueWords];
    for (const locale of ["zh-CN", "en"] as const) expect(fill(words[locale], params, locale)).not.toMatch(/\{\w+\}/);
    return `${code} ${path.join(".")}`;
  });
}

const changed = (change: (document: Strategy) => void) => issuesOf(sampleStrategy(change));
const node = (id: string, fields: object) => changed((document) => setNode(document, id, fields));

test("a sound document comes back equal, also through its export", () => {
  const document = sampleStrategy();
  expect(parseStrategy(document)).toEqual({ document });
  expect(parseStrategy(JSON.parse(exportText(document)))).toEqual({ document });
});

test("what is no object at all is refused at the root", () => {
  for (const value of [null, [], "x", 3, true, undefined, new Map()])
    expect(issuesOf(value)).toEqual(["strategy.type "]);
});

test("size is looked at first: ten thousand nodes are refused by their count alone", () => {
  const nodes = Array.from({ length: 10_000 }, () => ({ bad: 1 }));
  expect(parseStrategy({ nodes })).toEqual({
    issues: [
      {
        code: "strategy.tooManyNodes",
        severity: "error",
        path: ["nodes"],
        params: { nodes: 10_000, edges: 0, mostNodes: MAX_NODES, mostEdges: MAX_EDGES },
      },
    ],
  });
  expect(issuesOf({ nodes: [], edges: Array.from({ length: MAX_EDGES + 1 }, () => 0) })).toEqual([
    "strategy.tooManyNodes edges",
  ]);
});

test("depth is bounded before anything recurses", () => {
  let condition: object = { attr: "grade", op: "exists" };
  for (let level = 0; level < 100_000; level += 1) condition = { not: condition };
  const path = ["audience", ...Array.from({ length: MAX_DEPTH }, () => "not")].join(".");
  expect(issuesOf({ ...sampleStrategy(), audience: condition })).toEqual([`strategy.tooDeep ${path}`]);
});

test("names that every object answers to are refused", () => {
  const layout = JSON.parse('{"__proto__":{"x":0,"y":0}}') as object;
  expect(issuesOf({ ...sampleStrategy(), layout })).toEqual(["strategy.reservedName layout.__proto__"]);
  expect(node("nudge", { message: "constructor" })).toEqual(["strategy.reservedName nodes.4.message"]);
  expect(changed((d) => (d.holdout = { salt: "toString", weight: 1 }))).toEqual(["strategy.reservedName holdout.salt"]);
});

test("an unknown key is named by its own path, wherever it is", () => {
  expect(issuesOf({ ...sampleStrategy(), colour: "red" })).toEqual(["strategy.unknownKey colour"]);
  expect(node("silent", { foo: 1 })).toEqual(["strategy.unknownKey nodes.0.foo"]);
  expect(node("nudge", { foo: 1 })).toEqual(["strategy.unknownKey nodes.4.foo"]);
  expect(changed((d) => Object.assign(sampleMessage(d, "come-back").variants[0] ?? {}, { foo: 1 }))).toEqual([
    "strategy.unknownKey messages.come-back.variants.0.foo",
  ]);
});

test("an unknown kind, type or channel is told with what there is", () => {
  expect(node("silent", { kind: "hunch" })).toEqual(["strategy.unknownKind nodes.0.kind"]);
  expect(node("nudge", { type: "shout" })).toEqual(["strategy.unknownKind nodes.4.type"]);
  expect(changed((d) => Object.assign(sampleMessage(d, "come-back"), { channel: "fax" }))).toEqual([
    "strategy.unknownKind messages.come-back.channel",
  ]);
  expect(node("silent", { kind: undefined })).toEqual(["strategy.missing nodes.0.kind"]);
});

test("faults are told of the right kind and the likeliest branch", () => {
  expect(node("watch", { enter: { atLeast: "1" } })).toEqual(["strategy.type nodes.2.enter.atLeast"]);
  expect(node("watch", { rank: undefined })).toEqual(["strategy.missing nodes.2.rank"]);
  expect(node("watch", { rank: 10 })).toEqual(["strategy.range nodes.2.rank"]);
  expect(node("nudge", { id: "No" })).toContain("strategy.pattern nodes.4.id");
  expect(issuesOf({ ...sampleStrategy(), purpose: "fun" })).toEqual(["strategy.value purpose"]);
  expect(issuesOf({ ...sampleStrategy(), subject: { key: 1 } })).toEqual(["strategy.type subject.key"]);
  expect(issuesOf({ ...sampleStrategy(), audience: { all: [{ attr: "x", op: "like" }] } })).toEqual([
    "strategy.value audience.all.0.op",
  ]);
  expect(issuesOf({ ...sampleStrategy(), messages: { Bad: sampleMessage(sampleStrategy(), "come-back") } })).toEqual([
    "strategy.pattern messages.Bad",
  ]);
});

test("refinements keep their own codes", () => {
  const signal = (fields: object) =>
    changed((d) => (d.nodes[0] = { id: "silent", type: "signal", ...fields } as Strategy["nodes"][number]));
  expect(node("silent", { for: "3 days" })).toEqual(["duration.invalid nodes.0.for"]);
  expect(node("seen", { of: undefined })).toEqual(["waitFor.outcomeOf nodes.6"]);
  const drop = { kind: "drop", events: ["lesson.completed"], window: "PT36H", baseline: "P28D", to: 0.5, min: 4 };
  expect(signal(drop)).toEqual(["duration.wholeDays nodes.0.window"]);
  expect(signal({ kind: "schedule", rrule: "FREQ=HOURLY", at: "09:00" })).toEqual([
    "schedule.recurrenceBadValue nodes.0.rrule",
  ]);
  expect(signal({ kind: "attribute", when: { signal: "stalled" } })).toEqual(["attribute.onlyAttributes nodes.0.when"]);
});

test("names given twice and connections to nowhere are told", () => {
  expect(changed((d) => setNode(d, "text", { id: "nudge" }))).toEqual([
    "strategy.duplicateId nodes.7.id",
    "strategy.edgeUnknownNode edges.6.to",
  ]);
  expect(changed((d) => add(d, [], ["seen.timeout text"]))).toEqual(["strategy.duplicateEdge edges.7"]);
  expect(changed((d) => add(d, [], ["ghost.on watch", "seen.no text"]))).toEqual([
    "strategy.edgeUnknownNode edges.7.from",
    "strategy.edgeUnknownPort edges.8.port",
  ]);
  const arms = [
    { port: "x", weight: 5000 },
    { port: "x", weight: 5000 },
  ];
  expect(changed((d) => add(d, [{ id: "paths", type: "split", salt: "p-1", arms }]))).toEqual([
    "strategy.duplicatePort nodes.8",
  ]);
  expect(changed((d) => Object.assign(sampleMessage(d, "keep-going").variants[1] ?? {}, { id: "a" }))).toEqual([
    "strategy.duplicateId messages.keep-going.variants.1.id",
  ]);
});

test("a refusal lists a hundred issues at most", () => {
  const nodes = Array.from({ length: MAX_NODES }, () => ({ id: 1 }));
  expect(issuesOf({ ...sampleStrategy(), nodes })).toHaveLength(MAX_ISSUES);
});

test("any JSON value gets an answer, and a document with any one value replaced by another too", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void parseStrategy(value)));
  const text = JSON.stringify(sampleStrategy());
  const holes = [...text.matchAll(/":("(?:[^"\\]|\\.)*"|\d+)/g)].map(
    (match) => [match.index + 2, match.index + match[0].length] as const,
  );
  fc.assert(
    fc.property(fc.constantFrom(...holes), fc.jsonValue(), ([from, to], value) => {
      const read = parseStrategy(JSON.parse(text.slice(0, from) + JSON.stringify(value) + text.slice(to)));
      if ("issues" in read) expect(read.issues.length).toBeGreaterThan(0);
      else expect(parseStrategy(read.document)).toEqual(read);
    }),
  );
});
