// `npm run stats:validate [-- --json] [--seed N] [--share S]`: builds the simulations of shared/stats/validate and runs them
// at full size, prints one line for each bound, and ends with 1 where one is not met. Plain JavaScript, so that Node 20 starts it as it is.
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    seed: { type: "string", default: "1" },
    share: { type: "string", default: "1" },
  },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const outDir = `${root}dist/stats`;
await build({
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: "shared/stats/validate/validate.ts",
    target: "node20",
    outDir,
    rollupOptions: { output: { entryFileNames: "[name].js" } },
  },
});
const { simulations, speedLines, tableOf, columnsOf, areAllMet } = await import(
  pathToFileURL(`${outDir}/validate.js`).href
);

const size = { share: Number(values.share), seed: Number(values.seed) };
const lines = [];
for (const simulate of [...simulations, () => speedLines(() => performance.now())]) {
  for (const line of simulate(size)) {
    lines.push(line);
    process.stderr.write(`${columnsOf(line).join("  ")}\n`);
  }
}
console.log(values.json ? JSON.stringify(lines, null, 2) : `\n${tableOf(lines)}`);
process.exit(areAllMet(lines) ? 0 : 1);
