// The head of the studio: back to where the message is sent from, the strategy's name, how saving stands, undo and redo.
import { ArrowLeftOutlined, RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Tag, Tooltip } from "antd";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import { SaveState } from "#designer/canvas/save-state.tsx";
import type { Saving } from "#designer/document/autosave.ts";
import { ownName } from "#designer/document/describe.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { sendersOf } from "./variants.ts";
import { studioWords as words } from "./words-studio.ts";

interface Given {
  readonly strategy: { readonly id: string };
  readonly message: string;
  readonly saving: Saving;
  readonly why: string;
}

/** The head. */
export function StudioHead({ strategy, message, saving, why }: Given) {
  const say = useSay();
  const locale = useLocale();
  const store = useCanvasStore();
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const isFirst = useCanvas(({ history }) => history.past.length === 0);
  const isLast = useCanvas(({ history }) => history.future.length === 0);
  const name = ownName({ id: "", type: "", name: draft.name }, locale) ?? say(words.unnamed);
  const [sender] = sendersOf(draft, message);
  return (
    <header className="wb-studio-head">
      <Link
        className="wb-studio-back"
        to="/strategies/$id"
        params={{ id: strategy.id }}
        search={sender === undefined ? {} : { node: sender }}
      >
        <ArrowLeftOutlined aria-hidden /> {say(words.back)}
      </Link>
      <h1>{name}</h1>
      <span className="wb-studio-kind">{say(words.studio)}</span>
      {isReadOnly ? <Tag>{say(words.readOnly)}</Tag> : <SaveState saving={saving} why={why} />}
      <div className="wb-studio-acts">
        <Tooltip title={say(words.undo)}>
          <Button
            type="text"
            icon={<UndoOutlined />}
            aria-label={say(words.undo)}
            disabled={isFirst}
            onClick={() => store.getState().undo()}
          />
        </Tooltip>
        <Tooltip title={say(words.redo)}>
          <Button
            type="text"
            icon={<RedoOutlined />}
            aria-label={say(words.redo)}
            disabled={isLast}
            onClick={() => store.getState().redo()}
          />
        </Tooltip>
      </div>
    </header>
  );
}
