/// <reference types="vitest/config" />
// The build (two Node entries: the process, and the engine's thread) and where the unit tests are.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist/runtime",
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: { winback: "runtime/main/winback.ts", engine: "runtime/engine/worker.ts" },
      // Flat, so that a URL relative to import.meta.url means the same in an entry and in a shared chunk.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
  test: {
    // The stories in e2e/api wait for servers of their own more than they compute.
    maxWorkers: 2,
    include: ["{shared,runtime,designer}/**/*.test.ts", "e2e/house/*.test.ts", "e2e/api/*.test.ts"],
  },
});
