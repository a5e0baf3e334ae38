// What opens beside the drawing, by `?panel=`: the list of the canvas's own panels, and the shape in which other rooms give theirs to
// `StrategyPage`. A panel takes the draft and everything else from the canvas's store (`useCanvas`).
import { BugOutlined, CodeOutlined, FileTextOutlined, SettingOutlined } from "@ant-design/icons";
import { type ComponentType, lazy, type ReactNode } from "react";
import type { Text } from "#designer/text/say.tsx";
import { NotesPanel } from "./notes-panel.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { panelWords as words } from "./words.ts";

/** What a panel's component gets. */
export interface PanelProps {
  /** The strategy's id. */
  readonly strategy: string;
  readonly onClose: () => void;
}

/** A panel. */
export interface Panel {
  /** Unique; stands in the address. */
  readonly id: string;
  readonly title: Text;
  readonly icon: ReactNode;
  readonly component: ComponentType<PanelProps>;
  /** Beside the drawing, wide beside it, below it, or over all of it. `bare` draws its own frame (a dialog, say). */
  readonly place: "side" | "wide" | "dock" | "bare";
  /** A button with its title in the page's head, in a row's order; `primary` stands out. Absent: an icon among the tools. */
  readonly button?: "plain" | "primary";
  /** Closes nothing else and stays while nodes are selected; otherwise a selected node's settings take its place. */
  readonly stays?: true;
}

const JsonPanel = lazy(async () => ({ default: (await import("./json-panel.tsx")).JsonPanel }));

/** The canvas's own panels. */
export const ownPanels: readonly Panel[] = [
  { id: "settings", title: words.settings, icon: <SettingOutlined />, component: SettingsPanel, place: "side" },
  { id: "notes", title: words.notes, icon: <FileTextOutlined />, component: NotesPanel, place: "side", stays: true },
  { id: "json", title: words.json, icon: <CodeOutlined />, component: JsonPanel, place: "wide", stays: true },
  {
    id: "problems",
    title: words.problems,
    icon: <BugOutlined />,
    component: ProblemsPanel,
    place: "dock",
    stays: true,
  },
];
