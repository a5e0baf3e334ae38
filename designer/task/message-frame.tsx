// A message as it was rendered, in a frame that tells its channel: a push, a bubble, a card, a letter.
import type { ReactNode } from "react";
import { useSay } from "#designer/text/say.tsx";
import type { Rendered } from "./entry.ts";
import { channelLabel, channelText, recordOf, textOf } from "./entry-parts.ts";
import { timelineWords as words } from "./words-learners.ts";
import "./message-frame.css";

/** The frame. */
export function MessageFrame({ channel, content }: Rendered) {
  const say = useSay();
  const label = channelText(channel);
  return (
    <figure className={`wb-message wb-message-${channel}`} aria-label={say(words.messageOf(label))}>
      <figcaption>{say(channelLabel(channel))}</figcaption>
      {bodyOf(channel, content)}
    </figure>
  );
}

function bodyOf(channel: string, content: Rendered["content"]): ReactNode {
  if (channel === "wechat") return <Fields fields={recordOf(content.fields)} />;
  if (channel === "webhook") return <pre>{JSON.stringify(content.body ?? {}, null, 2)}</pre>;
  const title = textOf(content.title) ?? textOf(content.subject);
  // A letter's HTML is shown as text: a preview with pictures and styles is the studio's.
  const body = textOf(content.body) ?? textOf(content.text) ?? plainOf(textOf(content.html)) ?? textOf(content.script);
  const action = textOf(recordOf(content.action).label);
  return (
    <>
      {title !== null && <strong>{title}</strong>}
      {body !== null && <p>{body}</p>}
      {action !== null && <span className="wb-message-action">{action}</span>}
    </>
  );
}

function Fields({ fields }: { fields: Rendered["content"] }) {
  return (
    <dl>
      {Object.entries(fields).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The words of an HTML letter; what is parsed so runs nothing and loads nothing. */
function plainOf(html: string | null): string | null {
  if (html === null) return null;
  const { body } = new DOMParser().parseFromString(
    html.replace(/<(?:br|\/p|\/h\d|\/li|\/div)[^>]*>/gi, "$&\n"),
    "text/html",
  );
  return (body.textContent ?? "").replace(/\n\s*\n+/g, "\n").trim();
}
