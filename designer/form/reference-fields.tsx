// Fields that name something else of the draft: another node, or the message that a send sends.
import { EditOutlined, PlusOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { firstWords, kindLabel, ownName } from "#designer/document/describe.ts";
import type { Draft } from "#designer/document/draft.ts";
import { freshId } from "#designer/document/ids.ts";
import { setAt } from "#designer/document/path.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import { textsOf } from "./event-fields.tsx";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import { OpenSelect } from "./open-select.tsx";
import { branchWords, messageWords } from "./words.ts";

/** Another node of the draft, of one type. */
export function NodeField({ field, inputId, value, write }: FieldProps<"node">) {
  const say = useSay();
  const locale = useLocale();
  const { draft, owner } = useSurroundings();
  const there = draft.nodes.filter(({ id, type }) => type === field.type && id !== owner.id);
  const entries = there.map((node) => {
    const kind = say(kindLabel(node, draft.messages?.[String(node.message)] ?? null));
    return { value: node.id, label: ownName(node, locale) ?? `${kind} ${node.id}`, note: node.id };
  });
  return (
    <OpenSelect
      id={inputId}
      entries={entries}
      values={textsOf(value)}
      hint={there.length === 0 ? say(branchWords.noNodes) : undefined}
      write={([id]) => id !== undefined && write(id)}
    />
  );
}

/** A message: one of the draft's, or a new one of a channel; its texts are written in the studio. */
export function MessageField({ inputId, value, write }: FieldProps<"message">) {
  const say = useSay();
  const locale = useLocale();
  const { draft, owner, dispatch } = useSurroundings();
  const messages = draft.messages ?? {};
  const entries = Object.entries(messages).map(([id, message]) => {
    const channel = channels.find((one) => one.id === message.channel);
    const kind = channel === undefined ? message.channel : say(channel.describe().label);
    return { value: id, label: `${kind} · ${firstWords(message, locale) ?? say(messageWords.empty)}`, note: id };
  });
  const create = (channel: string) => dispatch({ do: "replace", draft: withMessage(draft, String(owner.id), channel) });
  const items = channels
    .filter(({ id }) => id !== "task" && id !== "webhook")
    .map((channel) => ({
      key: channel.id,
      label: say(channel.describe().label),
      onClick: () => create(channel.id),
    }));
  const message = textsOf(value)[0];
  return (
    <div className="wb-stack">
      <OpenSelect
        id={inputId}
        entries={entries}
        values={textsOf(value)}
        write={([id]) => id !== undefined && write(id)}
      />
      <div className="wb-row">
        {message !== undefined && Object.hasOwn(messages, message) && (
          <Link className="wb-link" to={studioOf(String(draft.id), message)}>
            <EditOutlined aria-hidden /> {say(messageWords.edit)}
          </Link>
        )}
        <Dropdown menu={{ items }} trigger={["click"]} autoFocus>
          <Button size="small" icon={<PlusOutlined aria-hidden />}>
            {say(messageWords.create)}
          </Button>
        </Dropdown>
      </div>
    </div>
  );
}

function studioOf(strategy: string, message: string): string {
  return `/strategies/${strategy}/messages/${message}`;
}

/** The draft with a new, empty message of a channel, sent by the node. */
export function withMessage(draft: Draft, nodeId: string, channel: string): Draft {
  const id = freshId(channel, (wish) => Object.hasOwn(draft.messages ?? {}, wish));
  const message = { channel, variants: [{ id: "a", weight: 10_000, content: {} }] };
  const index = draft.nodes.findIndex((node) => node.id === nodeId);
  return setAt(setAt(draft, ["messages", id], message), ["nodes", index, "message"], id);
}
