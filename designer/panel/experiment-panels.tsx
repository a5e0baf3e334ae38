// The panel of experiments, as the canvas takes it; it is loaded when it is first opened.
import { ExperimentOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Panel } from "#designer/canvas/panels.tsx";
import { experimentWords as words } from "./words-experiment.ts";

const ExperimentsPanel = lazy(async () => ({
  default: (await import("./experiments-panel.tsx")).ExperimentsPanel,
}));

/** See the head of this file. */
export const experimentPanels: readonly Panel[] = [
  {
    id: "experiments",
    title: words.title,
    icon: <ExperimentOutlined />,
    component: ExperimentsPanel,
    place: "side",
    stays: true,
  },
];
