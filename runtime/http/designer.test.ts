// The built designer as the server gives it: its page for people, its files for caches, and neither for programs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKit, type Kit } from "./testkit.ts";

let designerFolder = "";
let kit: Kit;
beforeEach(async () => {
  designerFolder = mkdtempSync(join(tmpdir(), "winback-designer-"));
  mkdirSync(join(designerFolder, "assets"));
  writeFileSync(join(designerFolder, "index.html"), "<!doctype html><head><title>Winback</title></head>");
  const first = [{ path: "/strategies/$id", scripts: ["assets/canvas-5e6f.js"], styles: ["assets/canvas-5e6f.css"] }];
  writeFileSync(join(designerFolder, "pages.json"), JSON.stringify(first));
  writeFileSync(join(designerFolder, "assets/main-1a2b.js"), "export {};\n");
  writeFileSync(join(designerFolder, "assets/font-3c4d.woff2"), "wOF2");
  writeFileSync(join(designerFolder, ".sources"), "a stamp");
  kit = await createKit({ designerFolder });
});
afterEach(() => rmSync(designerFolder, { recursive: true, force: true }));

const asPerson = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const visit = (path: string, headers: Record<string, string> = asPerson) => kit.app.request(path, { headers });

test.each([
  "/",
  "/login",
  "/setup?token=x",
  "/strategies/first-week?node=a",
  "/no/such/page",
])("a person who opens %s gets the page, never from a cache", async (path) => {
  const answer = await visit(path);
  expect([answer.status, answer.headers.get("Content-Type"), answer.headers.get("Cache-Control")]).toEqual([
    200,
    "text/html; charset=UTF-8",
    "no-store",
  ]);
  expect(await answer.text()).toContain("<title>Winback</title>");
});

test("the page names the files that its address needs first, and those of no other", async () => {
  const canvas = await (await visit("/strategies/first-week?node=a")).text();
  expect(canvas).toContain('<link rel="modulepreload" crossorigin href="/assets/canvas-5e6f.js">');
  expect(canvas).toContain('<link rel="stylesheet" crossorigin href="/assets/canvas-5e6f.css">');
  for (const other of ["/", "/strategies", "/strategies/first-week/report", "/x/strategies/first-week"])
    expect(await (await visit(other)).text()).not.toContain("canvas-5e6f");
});

test("the page may load from here alone, and build no code from text", async () => {
  const policy = (await visit("/")).headers.get("Content-Security-Policy") ?? "";
  const parts = Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part]));
  expect(parts).toMatchObject({
    "default-src": "default-src 'none'",
    "script-src": "script-src 'self'",
    "font-src": "font-src 'self'",
    "worker-src": "worker-src 'self'",
    "connect-src": "connect-src 'self'",
    "img-src": "img-src 'self' data: blob:",
  });
  expect(policy).not.toContain("unsafe-eval");
});

test.each([
  "/api/none",
  "/v1/none",
  "/t/none",
  "/test/none",
  "/assets/none.js",
  "/metrics/none",
])("%s is an address of programs: unknown is no page", async (path) => {
  const answer = await visit(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers.get("Content-Type")).toContain("json");
});

test("a program that asks for a page's address is told that there is none", async () => {
  expect((await visit("/strategies", { Accept: "application/json" })).status).toBe(404);
  expect((await kit.app.request("/strategies", { method: "POST", headers: asPerson })).status).toBe(404);
});

test("a file is kept by caches for ever, and its text comes small to who can read it so", async () => {
  const plain = await visit("/assets/main-1a2b.js", {});
  expect([
    plain.status,
    plain.headers.get("Content-Type"),
    plain.headers.get("Cache-Control"),
    await plain.text(),
  ]).toEqual([200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "export {};\n"]);
  const small = await visit("/assets/main-1a2b.js", { "Accept-Encoding": "gzip, br" });
  expect([small.headers.get("Content-Encoding"), small.headers.get("Vary")]).toEqual(["gzip", "Accept-Encoding"]);
  expect(gunzipSync(await small.arrayBuffer()).toString()).toBe("export {};\n");
  const font = await visit("/assets/font-3c4d.woff2", { "Accept-Encoding": "gzip" });
  expect([font.headers.get("Content-Type"), font.headers.get("Content-Encoding")]).toEqual(["font/woff2", null]);
});

test("what the build made small is sent as it is, in the smallest coding that is taken", async () => {
  const made = [".br", ".gz"].map((ending) => `assets/main-1a2b.js${ending}`);
  for (const name of made) writeFileSync(join(designerFolder, name), `made ${name}`);
  const fresh = await createKit({ designerFolder });
  const ask = async (taken: string) => {
    const answer = await fresh.app.request("/assets/main-1a2b.js", { headers: { "Accept-Encoding": taken } });
    return [answer.headers.get("Content-Encoding"), answer.headers.get("Vary"), await answer.text()];
  };
  expect(await ask("gzip, deflate, br")).toEqual(["br", "Accept-Encoding", `made ${made[0]}`]);
  expect(await ask("gzip, br;q=0")).toEqual(["gzip", "Accept-Encoding", `made ${made[1]}`]);
  expect(await ask("identity")).toEqual([null, "Accept-Encoding", "export {};\n"]);
  expect((await fresh.app.request(`/${made[0]}`)).status).toBe(404);
});

test.each([
  "/assets/..%2f.sources",
  "/assets/%2e%2e/.sources",
  "/.sources",
  "/assets/",
])("%s reaches nothing beside the files", async (path) => {
  expect(await (await visit(path, {})).text()).not.toContain("a stamp");
});

test("where the designer was not built the server answers programs as ever", async () => {
  const bare = await createKit();
  expect((await bare.app.request("/", { headers: asPerson })).status).toBe(404);
  expect((await bare.app.request("/healthz")).status).toBe(200);
});
