// Finds a Chromium for the tests: takes nothing, gives launch options that have been seen to start, or null. Tries what is
// there before it downloads, and package mirrors before the system, since schools' networks seldom reach a browser vendor.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LaunchOptions } from "@playwright/test";
import { chromium } from "@playwright/test";
import { findRoot } from "#runtime/main/root.ts";

const cache = join(findRoot(), "node_modules/.cache/winback/chromium");
const packaged = "@sparticuz/chromium@147.0.0";
const unpacked = join(cache, "launch.json");
const minuteMs = 60_000;

// Quiet on a closed network; the sandbox needs rights that root in a container does not have.
const args = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** How to start a browser: where it is, and what its environment needs besides ours. */
export interface Launch {
  executablePath?: string;
  channel?: string;
  args?: string[];
  env?: Record<string, string>;
}

function run(command: string, parameters: string[], env: Record<string, string> = {}): string | null {
  const options = { encoding: "utf8", timeout: 5 * minuteMs, env: { ...process.env, ...env } } as const;
  const { status, stdout } = spawnSync(command, parameters, options);
  return status === 0 ? stdout : null;
}

function npm(parameters: string[]): boolean {
  const script = process.env.npm_execpath;
  const out = script === undefined ? run("npm", parameters) : run(process.execPath, [script, ...parameters]);
  return out !== null;
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return null;
}

function named(): Launch[] {
  const path = process.env.CHROMIUM_PATH;
  return path === undefined || path === "" ? [] : [{ executablePath: path }];
}

function ofSystem(): Launch[] {
  const paths = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(onPath);
  const found = paths.filter((path) => path !== null).map((executablePath) => ({ executablePath }));
  return [...found, { channel: "chrome" }, { channel: "msedge" }];
}

function fromEarlier(): Launch[] {
  return existsSync(unpacked) ? [JSON.parse(readFileSync(unpacked, "utf8")) as Launch] : [];
}

function fromPlaywright(): Launch[] {
  console.error("正在下载浏览器…… No browser here yet: downloading one…");
  const cli = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
  return run(process.execPath, [cli, "install", "chromium", "--only-shell"]) === null ? [] : [{}];
}

// The package's own list of fonts names folders of its home, a cloud function; this one names the system's and the package's.
function writeFonts(): string {
  const path = join(cache, "fonts.conf");
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(cache, "fonts")}</dir>
  <cachedir>${join(cache, "fonts-cache")}</cachedir>
</fontconfig>
`;
  writeFileSync(path, text);
  return path;
}

// Chromium inside a package. The variable makes it unpack the libraries it needs too; it unpacks into the TMPDIR it is given.
function fromRegistry(): Launch[] {
  if (process.platform !== "linux" || process.arch !== "x64") return [];
  mkdirSync(cache, { recursive: true });
  if (!npm(["install", "--prefix", cache, "--no-save", "--no-package-lock", "--ignore-scripts", packaged])) return [];
  const module = join(cache, "node_modules/@sparticuz/chromium/build/esm/index.js");
  const script = `const { default: chromium } = await import(${JSON.stringify(module)});
    const executablePath = await chromium.executablePath();
    const { LD_LIBRARY_PATH = "" } = process.env;
    const env = { LD_LIBRARY_PATH, FONTCONFIG_FILE: ${JSON.stringify(writeFonts())} };
    console.log(JSON.stringify({ executablePath, env, args: ["--no-zygote"] }));`;
  const unpackEnv = { AWS_LAMBDA_JS_RUNTIME: "nodejs22.x", TMPDIR: cache };
  const out = run(process.execPath, ["--input-type=module", "-e", script], unpackEnv);
  if (out === null) return [];
  writeFileSync(unpacked, out);
  return fromEarlier();
}

function fromDebian(): Launch[] {
  if (process.getuid?.() !== 0 || onPath("apt-get") === null) return [];
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  return ofSystem();
}

/** What Playwright's launch takes for a browser found here. */
export function launchOptions(launch: Launch): LaunchOptions {
  return { ...launch, args: [...args, ...(launch.args ?? [])], env: { ...process.env, ...launch.env } };
}

async function isStarting(launch: Launch): Promise<boolean> {
  try {
    const browser = await chromium.launch({ ...launchOptions(launch), timeout: minuteMs / 2 });
    const page = await browser.newPage();
    await page.goto("data:text/html,<span>winback</span>");
    // Without any font a browser starts and shows nothing.
    const width = await page.locator("span").evaluate((element) => element.getBoundingClientRect().width);
    await browser.close();
    return width > 0;
  } catch {
    // Any reason at all means the same: this browser is of no use here, try the next.
    return false;
  }
}

/** The first browser that starts: named, Playwright's, the system's, unpacked earlier, then downloaded; null where none does. */
export async function resolveBrowser(): Promise<Launch | null> {
  const playwrightsOwn: Launch = {};
  for (const ways of [named, () => [playwrightsOwn], ofSystem, fromEarlier, fromPlaywright, fromRegistry, fromDebian]) {
    for (const launch of ways()) if (await isStarting(launch)) return launch;
  }
  return null;
}
