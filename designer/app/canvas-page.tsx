// The canvas with what other rooms add to it.
import { StrategyPage } from "#designer/canvas/strategy-page.tsx";
import { experimentPanels } from "#designer/panel/experiment-panels.tsx";
import { LiveBanner } from "#designer/panel/live-banner.tsx";
import { publishPanels } from "#designer/panel/publish-panels.tsx";
import { runPanels } from "#designer/panel/run-panels.tsx";
import { backtestPanels } from "#designer/report/backtest-panels.tsx";

const panels = [...experimentPanels, ...runPanels, ...backtestPanels, ...publishPanels];

/** The page `/strategies/:id`. */
export function CanvasPage() {
  return <StrategyPage panels={panels} banner={LiveBanner} />;
}
