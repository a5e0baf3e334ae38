// Makes a clone ready: takes a need (start, test or build), checks Node, installs what the lockfile says and builds what
// changed. Only Node's own modules, since it runs before anything is installed; speaks on stderr, so stdout stays the command's.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const oldestNode = [20, 19];
const ofBoth = ["shared", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];
const notBuilt = /\.test\.tsx?$|\.mjs$|\.md$|^runtime\/sample\//;
// What is built, each into dist/<name> and from its own sources, so that a change on one side leaves the other as it is.
const builds = [
  { name: "runtime", zh: "运行时", en: "the runtime", mode: "production" },
  { name: "designer", zh: "设计器", en: "the designer", mode: "designer" },
];

const say = (zh, en) => process.stderr.write(`winback: ${zh} ${en}\n`);

function fail(zh, en, detail = "") {
  say(zh, en);
  process.stderr.write(detail);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  const least = oldestNode.join(".");
  fail(
    `需要 Node ${least} 或更高版本，当前是 ${process.versions.node}。`,
    `Node ${least} or newer is needed; this is ${process.versions.node}.`,
  );
}

// npm keeps its own record of what it installed; comparing with it finds a stale tree whoever installed it.
function isInstalled(isProduction) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const packagesOf = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(join(root, "package-lock.json"))).every(([path, wanted]) => {
    const has = installed[path];
    if (has !== undefined) return has.version === wanted.version && has.integrity === wanted.integrity;
    return path === "" || wanted.optional || wanted.devOptional || (wanted.dev && isProduction);
  });
}

function run(command, args) {
  const shell = process.platform === "win32" && command === "npm";
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8", shell });
  return { isDone: status === 0, output: error ? `${error.message}\n` : `${stdout}${stderr}` };
}

function install() {
  say("正在安装依赖，约需半分钟……", "Installing packages, about half a minute…");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { isDone, output } = npm ? run(process.execPath, [npm, ...args]) : run("npm", args);
  if (!isDone) fail("依赖安装失败：", "Packages could not be installed:", output);
}

function* filesUnder(path) {
  if (!existsSync(join(root, path))) return;
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(inner);
    else if (entry.isFile()) yield inner;
  }
}

function hashOfSources(name) {
  const hash = createHash("sha256");
  for (const top of [name, ...ofBoth]) {
    const files = top.includes(".") ? [top] : [...filesUnder(top)].filter((path) => !notBuilt.test(path)).sort();
    for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function build({ name, zh, en, mode }, isForced) {
  const folder = join(root, "dist", name);
  const stampFile = join(folder, ".sources");
  const stamp = hashOfSources(name);
  if (!isForced && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  say(`正在构建${zh}……`, `Building ${en}…`);
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const { isDone, output } = run(process.execPath, [vite, "build", "--mode", mode, "--logLevel", "warn"]);
  if (!isDone) fail("构建失败：", "The build failed:", output);
  mkdirSync(folder, { recursive: true });
  writeFileSync(stampFile, stamp);
}

const need = process.argv[2] ?? "start";
if (!["start", "test", "build"].includes(need))
  fail(`未知用途 ${need}。`, `Unknown need ${need}: start, test or build.`);
checkNode();
if (!isInstalled(need === "start")) install();
for (const one of builds) build(one, need === "build");
