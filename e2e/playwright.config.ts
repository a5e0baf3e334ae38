// Tests of the built product in a real browser. The browser is found once; worker processes inherit the finding.
import { defineConfig } from "@playwright/test";
import type { Launch } from "./browser.ts";
import { launchOptions, resolveBrowser } from "./browser.ts";

const found = process.env.WINBACK_BROWSER ?? JSON.stringify(await resolveBrowser());
process.env.WINBACK_BROWSER = found;
const launch = JSON.parse(found) as Launch | null;
if (launch === null) {
  console.error("没有能启动的浏览器。No browser starts here: set CHROMIUM_PATH=/path/to/chrome and run again.");
  process.exit(1);
}

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results",
  forbidOnly: true,
  // Each file has a server and a school of its own.
  workers: 2,
  // On a slow machine a click in the middle of a movement would meet what has moved on.
  // A button that never comes is told after half a minute, not when the story's own time is over.
  use: { launchOptions: launchOptions(launch), contextOptions: { reducedMotion: "reduce" }, actionTimeout: 30_000 },
});
