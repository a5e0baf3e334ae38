// `npm run crash | bench | soak | bench:designer | lighthouse | shots`: bundles e2e/<name>/main.ts, and each process-*.ts beside it, into dist/tools/<name>, then runs
// it with the arguments. Plain JavaScript, so that Node 20 starts it as it is.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const [name = "", ...args] = process.argv.slice(2);
const folder = join(root, "e2e", name);
if (!/^[a-z]+$/.test(name) || !existsSync(join(folder, "main.ts"))) {
  console.error("crash | bench | soak | canvas | lighthouse | shots");
  process.exit(2);
}
const entries = readdirSync(folder).filter((file) => /^(main|process-.+)\.ts$/.test(file));
const outDir = join(root, "dist/tools", name);
await build({
  configFile: false,
  root,
  logLevel: "warn",
  build: {
    ssr: true,
    target: "node20",
    outDir,
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: Object.fromEntries(entries.map((file) => [file.slice(0, -".ts".length), join(folder, file)])),
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
const nodeArgs = ["--enable-source-maps", "--expose-gc", join(outDir, "main.js")];
const child = spawn(process.execPath, [...nodeArgs, ...args], { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
