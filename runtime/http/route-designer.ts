// The designer as built: its hashed files, kept by caches for ever, and its one page for every address that a person may open.
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { AppContext } from "./deps.ts";
import type { Routes } from "./mount.ts";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".map": "application/json",
  ".woff2": "font/woff2",
  ".png": "image/png",
};
const squeezable = new Set([".js", ".css", ".svg", ".json", ".map"]);
const forEver = "public, max-age=31536000, immutable";

/** Addresses that programs speak to: what is unknown there stays a problem, and no page. */
const ofPrograms = /^\/(?:api|v1|xapi|t|l|test|assets|healthz|readyz|metrics)(?:\/|$)/;

/** Adds the files, and the page last of all; nothing where the designer was not built. */
export function mountDesigner({ app, deps }: Routes): void {
  const { designerFolder } = deps;
  const names = filesIn(join(designerFolder, "assets"));
  const page = pageIn(designerFolder);
  const squeezed = new Map<string, Promise<Buffer<ArrayBuffer>>>();
  const squeeze = (name: string, bytes: Buffer) => {
    const known = squeezed.get(name) ?? promisify(gzip)(bytes);
    squeezed.set(name, known);
    return known;
  };
  app.get("/assets/:name", async (c, next) => {
    const name = c.req.param("name");
    if (!names.has(name)) return next();
    const bytes = await readFile(join(designerFolder, "assets", name));
    const ending = extname(name);
    const headers = { "Content-Type": types[ending] ?? "application/octet-stream", "Cache-Control": forEver };
    if (!squeezable.has(ending) || !/\bgzip\b/.test(c.req.header("Accept-Encoding") ?? ""))
      return c.body(Uint8Array.from(bytes), 200, headers);
    return c.body(await squeeze(name, bytes), 200, { ...headers, "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
  });
  app.get("*", (c, next) => (page !== null && isForPerson(c) ? c.html(page) : next()));
}

function isForPerson(c: AppContext): boolean {
  return !ofPrograms.test(c.req.path) && (c.req.header("Accept") ?? "").includes("text/html");
}

// The names are read once: an address can reach none but these.
function filesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set(); // not built
  }
}

function pageIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, "index.html"), "utf8");
  } catch {
    return null; // not built
  }
}
