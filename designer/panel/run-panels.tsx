// The panels that show a strategy at work: tried in the browser, and live. Each is loaded when it is first opened.
import { FundProjectionScreenOutlined, PlayCircleOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Panel } from "#designer/canvas/panels.tsx";
import { liveWords } from "./words-live.ts";
import { tryWords } from "./words-try.ts";

const LivePanel = lazy(async () => ({ default: (await import("./live-panel.tsx")).LivePanel }));
const TryPanel = lazy(async () => ({ default: (await import("./try-panel.tsx")).TryPanel }));

/** See the head of this file. */
export const runPanels: readonly Panel[] = [
  {
    id: "try",
    title: tryWords.title,
    icon: <PlayCircleOutlined />,
    component: TryPanel,
    place: "wide",
    button: "plain",
    stays: true,
  },
  {
    id: "live",
    title: liveWords.title,
    icon: <FundProjectionScreenOutlined />,
    component: LivePanel,
    place: "wide",
    button: "plain",
    stays: true,
  },
];
