// The backtest as a panel of the canvas, loaded when it is first opened.
import { BackwardOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Panel } from "#designer/canvas/panels.tsx";
import { backtestWords } from "./words-backtest.ts";

const BacktestPanel = lazy(async () => ({ default: (await import("./backtest-panel.tsx")).BacktestPanel }));

/** See the head of this file. */
export const backtestPanels: readonly Panel[] = [
  {
    id: "backtest",
    title: backtestWords.title,
    icon: <BackwardOutlined />,
    component: BacktestPanel,
    place: "wide",
    button: "plain",
    stays: true,
  },
];
