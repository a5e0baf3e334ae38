// The head of the canvas page: name, state, saving, who else is here, undo, and what can be opened.
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Badge, Button, Input, Tag, Tooltip } from "antd";
import { memo } from "react";
import type { Saving } from "#designer/document/autosave.ts";
import { ownName } from "#designer/document/describe.ts";
import { getAt } from "#designer/document/path.ts";
import { tally } from "#designer/document/problems.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { actions } from "./actions.ts";
import { useBench } from "./bench.tsx";
import { useCanvas } from "./canvas-context.tsx";
import { Others } from "./others.tsx";
import type { Panel } from "./panels.tsx";
import { SaveState } from "./save-state.tsx";
import { selectedNodes } from "./store.ts";
import { Tool } from "./toolbar.tsx";
import { stateWords, pageWords as words } from "./words.ts";

interface Given {
  readonly strategy: { readonly id: string; readonly state: keyof typeof stateWords; readonly version: number | null };
  readonly saving: Saving;
  readonly why: string;
  readonly panels: readonly Panel[];
  readonly open: string | null;
}

const tones = {
  draft: "default",
  live: "success",
  observe: "processing",
  paused: "warning",
  archived: "default",
} as const;

/** The head. */
export function Head({ strategy, saving, why, panels, open }: Given) {
  const say = useSay();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const { id, state, version } = strategy;
  return (
    <header className="wb-work-head">
      <Link to="/strategies" aria-label={say(words.back)} title={say(words.back)}>
        <Button type="text" size="small" icon={<ArrowLeftOutlined />} tabIndex={-1} aria-hidden="true" />
      </Link>
      <h1 className="wb-unseen">
        <PageName />
      </h1>
      <Name />
      <div className="wb-work-state">
        <Tag color={tones[state]}>{say(stateWords[state])}</Tag>
        {version !== null && <span>{say(words.version(version))}</span>}
        {isReadOnly ? <Tag>{say(words.readOnly)}</Tag> : <SaveState saving={saving} why={why} />}
      </div>
      <Acts id={id} panels={panels} open={open} />
    </header>
  );
}

/** Stays as it is while the state of saving beside it changes. */
const Acts = memo(function Acts({ id, panels, open }: Pick<Given, "panels" | "open"> & { readonly id: string }) {
  const history = actions.filter((action) => action.id === "undo" || action.id === "redo");
  return (
    <div className="wb-work-acts">
      <Others id={id} />
      {history.map((action) => (
        <Tool key={action.id} action={action} />
      ))}
      {panels.map((panel) => (
        <Opener key={panel.id} panel={panel} isOpen={open === panel.id} />
      ))}
    </div>
  );
});

/** The heading is the name as it stands, for those who move by headings. */
function PageName() {
  const say = useSay();
  const locale = useLocale();
  const name = useCanvas(({ history }) => ownName({ id: "", type: "", name: history.present.name }, locale));
  return name ?? say(words.unnamed);
}

function Name() {
  const say = useSay();
  const locale = useLocale();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const name = useCanvas(({ history }) => getAt(history.present, ["name", tagOf(locale)]));
  const other = useCanvas(({ history }) => getAt(history.present, ["name", locale === "zh" ? "en" : "zh-CN"]));
  const { store } = useBench();
  return (
    <Input
      variant="borderless"
      className="wb-work-name"
      value={typeof name === "string" ? name : ""}
      placeholder={typeof other === "string" ? other : say(words.unnamed)}
      aria-label={say(words.name)}
      maxLength={120}
      readOnly={isReadOnly}
      onChange={({ target }) => {
        const value = target.value === "" ? undefined : target.value;
        store.getState().dispatch({ do: "setStrategy", path: ["name", tagOf(locale)], value }, "name");
      }}
    />
  );
}

/** Opens a panel, and closes it again. */
function Opener({ panel, isOpen }: { panel: Panel; isOpen: boolean }) {
  const say = useSay();
  const { openPanel, store } = useBench();
  const { errorCount, warningCount } = tally(useCanvas(({ judgement }) => judgement.problems));
  // A selected node's settings stand where some panels do: to see such a panel is to let go of the node.
  const isCovered = useCanvas(
    (canvas) => panel.stays === undefined && panel.place === "side" && selectedNodes(canvas).length === 1,
  );
  const toggle = () => {
    if (isCovered) store.getState().select([]);
    openPanel(isOpen && !isCovered ? null : panel.id);
  };
  if (panel.button !== undefined) {
    return (
      <Button type={panel.button === "primary" ? "primary" : "default"} icon={panel.icon} onClick={toggle}>
        {say(panel.title)}
      </Button>
    );
  }
  const isProblems = panel.id === "problems";
  const count = isProblems ? errorCount || warningCount : 0;
  return (
    <Tooltip title={say(panel.title)}>
      <Badge count={count} size="small" offset={[-4, 4]} color={errorCount > 0 ? "var(--wb-bad)" : "var(--wb-warn)"}>
        <Button
          type="text"
          icon={panel.icon}
          aria-label={count === 0 ? say(panel.title) : `${say(panel.title)} ${count}`}
          aria-expanded={isOpen && !isCovered}
          onClick={toggle}
        />
      </Badge>
    </Tooltip>
  );
}
