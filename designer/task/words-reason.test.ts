// Every reason that the engine, its gates or a transport can give is put into words for people, in both languages.
import { expect, test } from "vitest";
import { reasonPrefixes, reasonText, reasonWords } from "./words-reason.ts";

// Read as text: no room of the designer may import the runtime.
const sources = Object.entries(
  import.meta.glob<string>(["/shared/{flow,node,policy}/*.ts", "/runtime/{engine,transport}/*.ts", "!/**/*.test.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).map(([, text]) => ({ text }));

// The places at which a reason is written: a verdict, a settlement, a hold, the end of an episode, of a promise or of a path.
const writes = [
  /\bsettle\("(?:suppressed|unreachable|expired)",(?: send\.outcome\.reason \?\?)? "([^"]+)"/g,
  /\breason: "([^"]+)"/g,
  /\breason \?\? "([^"]+)"/g,
  /\boutbox\.hold\([^;]*?, "([^"]+)"\)/g,
  /\bendEpisode\(\w+, "\w+", "([^"]+)"\)/g,
  /\bvoidAll\([^;]*?, "(\w+)", now/g,
  /\bcancelAll\((?:outcome === "recovered" \? )?"(\w+)"/g,
  /isNow \? "(\w+)"/g,
  /isNow \? "\w+" : "(\w+)"/g,
  /\bdrop\(path, "([^"]+)"\)/g,
  /"(egress\.\w+)"/g,
  /code: "(render\.\w+)"/g,
];

function given(): string[] {
  const found = sources.flatMap(({ text }) =>
    writes.flatMap((write) => [...text.matchAll(write)].map(([, code]) => code ?? "")),
  );
  return [...new Set(found)].sort();
}

test("every reason has words", () => {
  const codes = given();
  expect(codes.length).toBeGreaterThan(30);
  expect(codes).toEqual(
    expect.arrayContaining(["cap", "quietHours", "optOut", "noLongerAtRisk", "escalated", "late", "providerDown"]),
  );
  expect(codes.filter((code) => !Object.hasOwn(reasonWords, code))).toEqual([]);
});

test("every prefix that a reason is written with has words", () => {
  const prefixes = sources.flatMap(({ text }) =>
    [...text.matchAll(/`(\w+[:.])\$\{/g)].map(([, prefix]) => prefix ?? ""),
  );
  const used = ["failed:", "retry:", "refused:", "churn:", "http."];
  expect(used.filter((prefix) => !prefixes.includes(prefix))).toEqual([]);
  expect(Object.keys(reasonPrefixes).sort()).toEqual([...used].sort());
});

test("a code within a code is said too", () => {
  expect(reasonText("failed:http.503")).toEqual({
    zh: "多次重试后仍失败：对方回应 HTTP 503",
    en: "it failed after several tries: the answer was HTTP 503",
  });
  expect(reasonText("churn:order.refunded").zh).toBe("学员退款");
  expect(reasonText("toString")).toEqual({ zh: "toString", en: "toString" });
});
