// Rendered texts where they will be read: a lock screen, a phone's messages, a service account's card, the school's inbox, a mail program.
// What a device cuts off is cut off here too, and said.
import { Tag } from "antd";
import type { ReactNode } from "react";
import { formatYuan } from "#designer/text/format.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import type { Locale } from "#shared/signal/words.ts";
import { priceOf } from "./counters.ts";
import { useDesk } from "./studio-desk.tsx";
import type { Preview } from "./use-previews.ts";
import { textAt } from "./variants.ts";
import { previewWords as words } from "./words-studio.ts";
import "./frames.css";

/** The preview of one text; `locale` is the text's own language. */
export function Frame(given: { channel: string; locale: Locale; preview: Preview | null; isWritten: boolean }) {
  const say = useSay();
  const { channel, locale, preview, isWritten } = given;
  if (!isWritten) return <p className="wb-studio-note">{say(words.nothing)}</p>;
  if (preview === null) return <p className="wb-studio-note">{say(words.unready)}</p>;
  const content = preview.content;
  return (
    <>
      {content === null ? (
        <p className="wb-studio-note">{say(words.unready)}</p>
      ) : (
        <div className="wb-frame" lang={locale}>
          <ByChannel channel={channel} content={content} sms={preview.sms} />
        </div>
      )}
      {preview.issues.length > 0 && (
        <ul className="wb-lint" aria-label={say(words.title)}>
          {preview.issues.map(({ path, message }) => (
            <li key={`${path.join(".")} ${message}`} className="wb-lint-row wb-lint-warning">
              {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type Content = Readonly<Record<string, unknown>>;

function ByChannel({ channel, content, sms }: { channel: string; content: Content; sms: Preview["sms"] }) {
  if (channel === "sms") return <SmsFrame text={textAt(content, "body")} parts={sms?.parts ?? 0} />;
  if (channel === "push") return <PushFrames title={textAt(content, "title")} body={textAt(content, "body")} />;
  if (channel === "wechat") return <WechatFrame content={content} />;
  if (channel === "email") return <EmailFrame content={content} />;
  if (channel === "task") return <TaskFrame content={content} />;
  return <InappCard content={content} />;
}

function Caption({ of, note }: { of: Text; note?: Text }) {
  const say = useSay();
  return (
    <p className="wb-frame-caption">
      {say(of)}
      {note !== undefined && <small>{say(note)}</small>}
    </p>
  );
}

function useSchool(): string {
  const say = useSay();
  const { schoolName } = useDesk();
  return schoolName === "" ? say(words.school) : schoolName;
}

function PushFrames({ title, body }: { title: string; body: string }) {
  return (
    <>
      <Caption of={words.ios} note={words.iosCut} />
      <div className="wb-lock wb-lock-ios">
        <Notice title={title} body={body} />
      </div>
      <Caption of={words.android} note={words.androidCut} />
      <div className="wb-lock wb-lock-android">
        <Notice title={title} body={body} />
      </div>
    </>
  );
}

function Notice({ title, body }: { title: string; body: string }) {
  const say = useSay();
  const school = useSchool();
  return (
    <div className="wb-push">
      <div className="wb-push-head">
        <span className="wb-push-icon" aria-hidden>
          {[...school][0]}
        </span>
        <span>{school}</span>
        <span className="wb-push-time">{say(words.now)}</span>
      </div>
      <div className="wb-push-title">{title}</div>
      <div className="wb-push-body">{body}</div>
    </div>
  );
}

function SmsFrame({ text, parts }: { text: string; parts: number }) {
  const say = useSay();
  const locale = useLocale();
  const { settings, costs } = useDesk();
  const fen = priceOf("sms", costs);
  return (
    <>
      <Caption of={words.smsFrame} />
      <div className="wb-text">
        <div className="wb-text-bubble">
          {settings.signature}
          {text}
          {settings.smsTail}
        </div>
      </div>
      <p className="wb-frame-caption">
        <Tag color={parts > 1 ? "warning" : "default"}>{say(words.parts(parts))}</Tag>
        {fen !== null && <span>{formatYuan((parts * fen) / 100, locale)}</span>}
      </p>
    </>
  );
}

function WechatFrame({ content }: { content: Content }) {
  const say = useSay();
  const school = useSchool();
  const fields = content.fields;
  const rows = typeof fields === "object" && fields !== null ? Object.entries(fields) : [];
  return (
    <>
      <Caption of={words.wechatFrame} note={words.wechatCut} />
      <div className="wb-wechat">
        <div className="wb-wechat-from">{school}</div>
        <dl>
          {rows.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={/^thing/.test(name) && [...String(text)].length > 20 ? "wb-studio-bad" : undefined}>
                {String(text)}
              </dd>
            </div>
          ))}
        </dl>
        <div className="wb-wechat-more">{say(words.open)}</div>
      </div>
    </>
  );
}

/** The in-app message as the learner's inbox shows it. */
export function InappCard({ content }: { content: Content }) {
  const button = textAt(content, "action.label");
  return (
    <>
      <Caption of={words.inappFrame} />
      <div className="wb-inapp">
        <strong>{textAt(content, "title")}</strong>
        <p>{textAt(content, "body")}</p>
        {button !== "" && <span className="wb-inapp-button">{button}</span>}
      </div>
    </>
  );
}

// The frame runs no script and loads nothing, whatever the mail holds.
const mailPolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;
const PREHEADER_CHARS = 90;

function EmailFrame({ content }: { content: Content }) {
  const say = useSay();
  const school = useSchool();
  const html = textAt(content, "html");
  const plain = html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return (
    <>
      <Caption of={words.emailFrame} note={words.emailCut} />
      <div className="wb-mail">
        <div className="wb-mail-from">{school}</div>
        <div className="wb-mail-subject">{textAt(content, "subject")}</div>
        <div className="wb-mail-preheader">{plain.slice(0, PREHEADER_CHARS)}</div>
        <iframe title={say(words.emailFrame)} sandbox="" srcDoc={mailPolicy + html} />
      </div>
    </>
  );
}

function TaskFrame({ content }: { content: Content }): ReactNode {
  return (
    <>
      <Caption of={words.taskFrame} />
      <div className="wb-inapp">
        <strong>{textAt(content, "title")}</strong>
        <p>{textAt(content, "script")}</p>
      </div>
    </>
  );
}
