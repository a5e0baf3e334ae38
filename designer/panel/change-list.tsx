// The changes between two versions as a list; a click on one goes to its node, a button selects all of them on the canvas.
import { EditOutlined, MinusCircleOutlined, PlusCircleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useMemo } from "react";
import { goTo, motionMs } from "#designer/canvas/acts.ts";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import type { Draft } from "#designer/document/draft.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { Change } from "#shared/strategy/diff.ts";
import { type ChangeLine, changeLines } from "./change-words.ts";
import { changeWords, publishWords as words } from "./words-publish.ts";
import "./publish.css";

const icons = { added: <PlusCircleOutlined />, removed: <MinusCircleOutlined />, changed: <EditOutlined /> };

/** See the head of this file. `before` gives names to what is gone. */
export function ChangeList({
  changes,
  before,
  label,
}: {
  changes: readonly Change[];
  before: Draft | null;
  label: string;
}) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const lines = useMemo(() => changeLines(changes, draft, before, locale), [changes, draft, before, locale]);
  const ids = [...new Set(lines.flatMap(({ nodeId }) => (nodeId === null ? [] : [nodeId])))];
  const show = () => {
    bench.store.getState().select(ids);
    void bench.view.fitView({ nodes: ids.map((id) => ({ id })), maxZoom: 1, padding: 0.2, duration: motionMs() });
  };
  return (
    <div className="wb-changes">
      <div className="wb-changes-head">
        <span>{say(words.changesOf(lines.length))}</span>
        {ids.length > 0 && (
          <Button size="small" type="link" onClick={show}>
            {say(words.highlight)}
          </Button>
        )}
      </div>
      <ul aria-label={label}>
        {lines.map((line) => (
          <Line key={line.key} line={line} onGo={() => line.nodeId !== null && goTo(bench, line.nodeId)} />
        ))}
      </ul>
    </div>
  );
}

function Line({ line, onGo }: { line: ChangeLine; onGo: () => void }) {
  const say = useSay();
  const body = (
    <>
      <span className={`wb-change-${line.is}`} role="img" aria-label={say(changeWords[line.is])}>
        {icons[line.is]}
      </span>
      <span>
        {line.title}
        {line.details.map((detail) => (
          <small key={detail}>{detail}</small>
        ))}
      </span>
    </>
  );
  return (
    <li>
      {line.nodeId === null ? (
        <div className="wb-change">{body}</div>
      ) : (
        <button type="button" className="wb-change" onClick={onGo}>
          {body}
        </button>
      )}
    </li>
  );
}
