// The messages of the strategy: what each says, who sends it, and making, renaming and deleting one.
import { MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Badge, Button, Dropdown } from "antd";
import { useState } from "react";
import { useCan } from "#designer/api/session.tsx";
import { useCanvas, useCanvasStore } from "#designer/canvas/canvas-context.tsx";
import { firstWords } from "#designer/document/describe.ts";
import { messageAt } from "#designer/document/draft.ts";
import { freshId } from "#designer/document/ids.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import { RenameDialog } from "./rename-dialog.tsx";
import { freshMessage, sendersOf } from "./variants.ts";
import { listWords as words } from "./words-studio.ts";

/** The list; `current` is open. */
export function MessageList({ strategy, current }: { strategy: string; current: string }) {
  const say = useSay();
  const messages = useCanvas(({ history }) => history.present.messages) ?? {};
  return (
    <nav className="wb-studio-list" aria-label={say(words.title)}>
      <header>
        <h2>{say(words.title)}</h2>
        <AddButton strategy={strategy} />
      </header>
      <ul>
        {Object.keys(messages).map((id) => (
          <Row key={id} strategy={strategy} id={id} isOpen={id === current} />
        ))}
      </ul>
    </nav>
  );
}

function Row({ strategy, id, isOpen }: { strategy: string; id: string; isOpen: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const draft = useCanvas(({ history }) => history.present);
  const problems = useCanvas(({ judgement }) => judgement.problems);
  const message = messageAt(draft, id);
  const channel = channels.find((one) => one.id === message?.channel);
  const senders = sendersOf(draft, id);
  const own = problems.filter(({ path, severity }) => path[0] === "messages" && path[1] === id && severity !== "info");
  const isBad = own.some(({ severity }) => severity === "error");
  return (
    <li className={isOpen ? "wb-studio-row wb-studio-row-open" : "wb-studio-row"}>
      <Link
        to="/strategies/$id/messages/$message"
        params={{ id: strategy, message: id }}
        aria-current={isOpen ? "page" : undefined}
      >
        <strong>
          <span>{channel === undefined ? String(message?.channel) : say(channel.describe().label)}</span>
          <code>{id}</code>
        </strong>
        <span className="wb-studio-first">{firstWords(message, locale) ?? say(words.empty)}</span>
        <small>
          {senders.length === 0 ? say(words.unused) : say(words.used(senders.length))}
          {own.length > 0 && (
            <Badge
              className="wb-studio-count"
              count={own.length}
              size="small"
              title={say(words.problems(own.length))}
              color={isBad ? "var(--wb-bad)" : "var(--wb-warn)"}
            />
          )}
        </small>
      </Link>
      {isOpen && <RowMenu strategy={strategy} id={id} senders={senders.length} />}
    </li>
  );
}

function AddButton({ strategy }: { strategy: string }) {
  const say = useSay();
  const store = useCanvasStore();
  const navigate = useNavigate();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const add = (channel: string) => {
    const { history, dispatch } = store.getState();
    const id = freshId(channel, (wish) => messageAt(history.present, wish) !== null);
    dispatch({ do: "addMessage", id, message: freshMessage(channel) });
    void navigate({ to: "/strategies/$id/messages/$message", params: { id: strategy, message: id } });
  };
  const items = channels
    .filter(({ id }) => id !== "task" && id !== "webhook")
    .map((channel) => ({
      key: channel.id,
      label: say(channel.describe().label),
      onClick: () => add(channel.id),
    }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]} autoFocus disabled={isReadOnly}>
      <Button size="small" icon={<PlusOutlined aria-hidden />}>
        {say(words.add)}
      </Button>
    </Dropdown>
  );
}

function RowMenu({ strategy, id, senders }: { strategy: string; id: string; senders: number }) {
  const say = useSay();
  const store = useCanvasStore();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const mayDraw = useCan("design");
  const [isRenaming, setRenaming] = useState(false);
  const go = (to: string, replace: boolean) =>
    void navigate({ to: "/strategies/$id/messages/$message", params: { id: strategy, message: to }, replace });
  const remove = () => {
    void modal.confirm({
      title: say(words.removeAsk(id)),
      content: say(senders === 0 ? words.removeFree : words.removeUsed(senders)),
      okText: say(words.remove),
      cancelText: say(words.cancel),
      okButtonProps: { danger: true },
      onOk: () => {
        store.getState().dispatch({ do: "removeMessage", id });
        const [next] = Object.keys(store.getState().history.present.messages ?? {});
        if (next !== undefined) go(next, true);
      },
    });
  };
  const rename = (to: string) => {
    setRenaming(false);
    if (store.getState().dispatch({ do: "renameMessage", id, to })) go(to, true);
  };
  // Renaming changes the nodes that send it, which is drawing.
  const items = [
    ...(mayDraw || senders === 0
      ? [{ key: "rename", label: say(words.rename), onClick: () => setRenaming(true) }]
      : []),
    { key: "remove", danger: true, label: say(words.remove), onClick: remove },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} autoFocus disabled={isReadOnly}>
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={say(words.more)} />
      </Dropdown>
      {isRenaming && (
        <RenameDialog
          id={id}
          how={words.renameHow}
          isTaken={(to) => messageAt(store.getState().history.present, to) !== null}
          onDone={rename}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
