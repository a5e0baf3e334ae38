// A package that only one bench needs: installed from the registry when first asked for, into a folder of its own beside the system's temporary
// files, so that nobody else downloads it.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Installs that exact release where it is missing; gives the path of `file` inside the package. */
export function installed(name: string, version: string, file: string): string {
  const folder = join(tmpdir(), `winback-${name}-${version}`);
  const path = join(folder, "node_modules", name, file);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  process.stderr.write(`installing ${name} ${version}…\n`);
  const { status, stderr } = spawnSync(
    "npm",
    ["install", `${name}@${version}`, "--ignore-scripts", "--no-audit", "--no-fund"],
    { cwd: folder, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${name} could not be installed: ${stderr.slice(-500)}`);
  return path;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
