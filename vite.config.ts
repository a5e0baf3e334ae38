/// <reference types="vitest/config" />
// Two builds and the dev server: `vite build` makes the runtime (three Node entries: the process, the engine's thread, and the one that reads trails),
// `vite build --mode designer` the designer, `vite` serves the designer in front of a runtime; and where the unit tests are.
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

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

const designer: UserConfig = {
  root: "designer",
  publicDir: false,
  plugins: [react(), withoutEval],
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
          groups: [{ name: "base", tags: ["$initial"], test: /\.[cm]?[jt]sx?$/ }],
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
