// The designer as built: its hashed files, kept by caches for ever, and its one page for every address that a person may open.
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { AppContext } from "./deps.ts";
import type { Routes } from "./mount.ts";
import { isTaken } from "./squeeze.ts";

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

/** The encodings that the build has made of a file, the smallest first, by the ending it gave them. */
const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/** Adds the files, and the page last of all; nothing where the designer was not built. */
export function mountDesigner({ app, deps }: Routes): void {
  const folder = join(deps.designerFolder, "assets");
  const names = filesIn(folder);
  const page = readPage(deps.designerFolder);
  const squeezed = new Map<string, Promise<Buffer<ArrayBuffer>>>();
  const squeeze = (name: string, bytes: Buffer) => {
    const known = squeezed.get(name) ?? promisify(gzip)(bytes);
    squeezed.set(name, known);
    return known;
  };
  app.get("/assets/:name", async (c, next) => {
    const name = c.req.param("name");
    const ending = extname(name);
    const type = types[ending];
    if (type === undefined || !names.has(name)) return next();
    const headers = { "Content-Type": type, "Cache-Control": forEver };
    const isSmaller = squeezable.has(ending);
    const taken = isSmaller ? (c.req.header("Accept-Encoding") ?? "") : "";
    const ready = encodings.find(([code, end]) => isTaken(taken, code) && names.has(name + end));
    const bytes = await readFile(join(folder, ready === undefined ? name : name + ready[1]));
    const vary = isSmaller ? { ...headers, Vary: "Accept-Encoding" } : headers;
    if (ready !== undefined) return c.body(Uint8Array.from(bytes), 200, { ...vary, "Content-Encoding": ready[0] });
    if (!isTaken(taken, "gzip")) return c.body(Uint8Array.from(bytes), 200, vary);
    return c.body(await squeeze(name, bytes), 200, { ...vary, "Content-Encoding": "gzip" });
  });
  app.get("*", (c, next) => (page !== null && isForPerson(c) ? c.html(page(c.req.path)) : next()));
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

/** What an address needs first, as the build wrote it down. */
interface First {
  readonly path: string;
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** The page of an address; it names the files of that address, so that none of them waits for what comes before it to run. */
function readPage(folder: string): ((path: string) => string) | null {
  const [page, list] = [textIn(join(folder, "index.html")), textIn(join(folder, "pages.json"))];
  if (page === null) return null;
  const heads = ((list === null ? [] : JSON.parse(list)) as readonly First[]).map(({ path, scripts, styles }) => ({
    address: new RegExp(`^${path.replace(/\$[^/]+/g, "[^/]+")}$`),
    page: page.replace("</head>", `${styles.map(styleTag).join("")}${scripts.map(scriptTag).join("")}</head>`),
  }));
  return (path) => heads.find(({ address }) => address.test(path))?.page ?? page;
}

const scriptTag = (file: string) => `<link rel="modulepreload" crossorigin href="/${file}">\n`;
const styleTag = (file: string) => `<link rel="stylesheet" crossorigin href="/${file}">\n`;

function textIn(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // not built
  }
}
