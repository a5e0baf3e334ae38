// Keeps what must not stand in any text of the product: marks of a machine, left-over markers, loose versions.
import { expect, test } from "vitest";
import { productFiles, readText } from "./source.ts";

// Put together here, so that this file does not hold what it looks for.
const markers = ["TO-DO", "FIX-ME", "X-XX", "HA-CK"].map((word) => word.replace("-", ""));
const forbidden: [string, RegExp][] = [
  ["path of a machine", new RegExp(`(?<![\\w.}])/(?:${["root", "home", "Users", "work", "farm"].join("|")})/\\w`)],
  ["host of a registry", /\b(?:registry\.[\w-]+\.\w{2,}|[\w-]*npmmirror\.com)\b/],
  ["left-over marker", new RegExp(`\\b(?:${markers.join("|")})\\b`)],
  ["suppression without a reason", /@ts-(?:ignore|nocheck)|@ts-expect-error\s*$|biome-ignore[^:]*(?::\s*)?$/m],
];

function offences(path: string, text: string): string[] {
  return forbidden.filter(([, pattern]) => pattern.test(text)).map(([name]) => `${path}: ${name}`);
}

function looseVersions(manifest: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(manifest) as Record<string, Record<string, string>>;
  const all = Object.entries({ ...dependencies, ...devDependencies });
  return all.filter(([, version]) => !/^(npm:[^ ]+@)?\d+\.\d+\.\d+$/.test(version)).map(([name]) => name);
}

const hostsIn = (lock: string) =>
  [...lock.matchAll(/"resolved": "(?:git\+)?(?:https?|ssh):[^"]+"/g)].map(([line]) => line);

test("no text of the product names a machine or holds a left-over", () => {
  const texts = productFiles().filter((path) => /\.(ts|tsx|mjs|json|sql|md|css|html|yml)$|^\.[\w.]+$/.test(path));
  const wrong = texts
    .filter((path) => path !== "package-lock.json")
    .flatMap((path) => offences(path, readText(path) ?? ""));
  expect(wrong).toEqual([]);
  expect(texts.length).toBeGreaterThan(60);
});

test("the lockfile works with any registry and versions are exact", () => {
  expect(hostsIn(readText("package-lock.json") ?? "")).toEqual([]);
  expect(readText("package-lock.json")).toContain('"lockfileVersion": 3');
  expect(looseVersions(readText("package.json") ?? "")).toEqual([]);
});

test("each offence is seen", () => {
  const root = `/${"root"}/`;
  const ts = "@ts";
  for (const text of [`${root}x`, `see registry${".npmjs.org"}`, `// ${markers[0]}: later`, `// ${ts}-ignore`]) {
    expect(offences("a.ts", text)).toHaveLength(1);
  }
  expect(offences("a.ts", `// ${ts}-expect-error\nf();`)).toHaveLength(1);
  expect(offences("a.ts", `// ${"biome"}-ignore lint/style/noX\nf();`)).toHaveLength(1);
  expect(offences("a.ts", `#shared/root/x ./work/a // ${ts}-expect-error: the package's types lack it`)).toEqual([]);
});

test("each loose version and host is seen", () => {
  expect(hostsIn('"resolved": "https://host.example/a.tgz"')).toHaveLength(1);
  const manifest = { dependencies: { a: "^1.0.0", b: "1.0.0", c: "npm:d@2.0.0" }, devDependencies: { e: "*" } };
  expect(looseVersions(JSON.stringify(manifest))).toEqual(["a", "e"]);
});
