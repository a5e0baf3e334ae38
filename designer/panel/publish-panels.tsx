// The panels of publishing and of versions, as the canvas takes them; each is loaded when it is first opened.
import { CloudUploadOutlined, HistoryOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Panel } from "#designer/canvas/panels.tsx";
import { publishWords as words } from "./words-publish.ts";

const VersionsPanel = lazy(async () => ({ default: (await import("./versions-panel.tsx")).VersionsPanel }));
const PublishPanel = lazy(async () => ({ default: (await import("./publish-panel.tsx")).PublishPanel }));

/** See the head of this file. */
export const publishPanels: readonly Panel[] = [
  {
    id: "versions",
    title: words.versions,
    icon: <HistoryOutlined aria-hidden />,
    component: VersionsPanel,
    place: "wide",
    button: "plain",
    stays: true,
  },
  {
    id: "publish",
    title: words.publish,
    icon: <CloudUploadOutlined aria-hidden />,
    component: PublishPanel,
    place: "wide",
    button: "primary",
    stays: true,
  },
];
