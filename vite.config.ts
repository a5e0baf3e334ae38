/// <reference types="vitest/config" />
// Two builds and the dev server: `vite build` makes the runtime (three Node entries: the process, the engine's thread, and the one that reads trails),
// `vite build --mode designer` the designer, `vite` serves the designer in front of a runtime; and where the unit tests are.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { planParts } from "#designer/app/parts-plugin.ts";

const runtime: UserConfig = {
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/runtime",
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: {
        winback: "runtime/main/winback.ts",
        engine: "runtime/engine/worker.ts",
        store: "runtime/engine/store-worker.ts",
        trail: "runtime/engine/trail-worker.ts",
        backtest: "runtime/engine/backtest-worker.ts",
        sim: "runtime/sim/main.ts",
      },
      // Flat, so that a URL relative to import.meta.url means the same in an entry and in a shared chunk.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
};

// What of the designer's pages the runtime answers while they are developed.
const answeredByRuntime = ["/api", "/v1", "/t/", "/test", "/healthz", "/readyz", "/metrics"];

// One of the packages under our statistics asks by eval whether there are generators, which the content policy forbids and reports.
const withoutEval: Plugin = {
  name: "without-eval",
  transform: {
    filter: { id: /assert-has-generator-support[\\/]lib[\\/]main\.js$/ },
    handler: () => "module.exports = () => true;",
  },
};

// Made small once, where it is built, rather than in the middle of somebody's first visit.
const squeezed: Plugin = {
  name: "squeezed",
  apply: "build",
  async writeBundle({ dir }, bundle) {
    const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/.test(name));
    const most = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    await Promise.all(
      names.map(async (name) => {
        const path = join(dir ?? "", name);
        const bytes = await readFile(path);
        await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, most));
        await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      }),
    );
  },
};

const parts = planParts();

const designer: UserConfig = {
  root: "designer",
  publicDir: false,
  plugins: [react(), withoutEval, parts.plugin, squeezed],
  worker: { plugins: () => [withoutEval] },
  build: {
    // The oldest browsers that know light-dark(), which base.css stands on.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    outDir: "../dist/designer",
    emptyOutDir: true,
    sourcemap: true,
    // The content policy allows no data: fonts, and a file of its own is kept by caches.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A browser fetches six files at a time: what every page needs comes as one. Grouping what several pages share costs
          // each of them what only the others use.
          groups: [
            { name: "first", test: /designer[\\/](?:app[\\/](?:first|path)|text[\\/]locale|ui[\\/]look)\.ts$/ },
            { name: "base", tags: ["$initial"], test: /\.[cm]?[jt]sx?$/ },
            { name: parts.partOf, debugName: "parts", includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(answeredByRuntime.map((path) => [path, "http://127.0.0.1:8787"])),
  },
};

const tests: UserConfig = {
  test: {
    // The stories in e2e/api wait for servers of their own more than they compute.
    maxWorkers: 2,
    // A test fails by what it sees; how long it takes is the machine's affair.
    testTimeout: 60_000,
    // A test reads the colours; by default styles are empty in tests.
    css: true,
    include: ["{shared,runtime,designer}/**/*.test.ts", "e2e/house/*.test.ts", "e2e/api/*.test.ts"],
  },
};

export default defineConfig(({ command, mode }) => {
  if (mode === "test") return tests;
  return command === "build" && mode !== "designer" ? runtime : designer;
});
