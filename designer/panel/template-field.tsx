// A template with its label, what can be inserted at the caret, the editor, and how long the text is on its channel.
import { BulbOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Skeleton } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { formatYuan } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { sampler } from "#shared/strategy/texts.ts";
import { ActionMapDialog } from "./action-map-dialog.tsx";
import { charsOf, measureSms, priceOf, shownChars } from "./counters.ts";
import { useDesk } from "./studio-desk.tsx";
import type { EditorHandle } from "./template-editor.tsx";
import { snippetOf } from "./template-places.ts";
import { fieldGroupWords, editorWords as words } from "./words-studio.ts";

const TemplateEditor = lazy(async () => ({ default: (await import("./template-editor.tsx")).TemplateEditor }));

interface Given {
  readonly path: string;
  readonly label: string;
  readonly isHtml: boolean;
  readonly lines: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** The field. */
export function TemplateField({ path, label, isHtml, lines, value, onChange }: Given) {
  const editor = useRef<EditorHandle | null>(null);
  const insert = (text: string) => {
    if (editor.current === null) onChange(value + text);
    else editor.current.insert(text);
  };
  return (
    <div className="wb-content-field">
      <div className="wb-content-label">
        <span>{label}</span>
        <Inserts path={path} label={label} onInsert={insert} />
      </div>
      <Suspense fallback={<Skeleton.Input active block />}>
        <TemplateEditor
          label={label}
          isHtml={isHtml}
          lines={lines}
          value={value}
          onChange={onChange}
          onReady={(handle) => {
            editor.current = handle;
          }}
        />
      </Suspense>
      <Counter path={path} value={value} />
    </div>
  );
}

function Inserts({ path, label, onInsert }: { path: string; label: string; onInsert: (text: string) => void }) {
  const say = useSay();
  const { fields, subject, tag, isReadOnly } = useDesk();
  const [isMapping, setMapping] = useState(false);
  const groups = Object.keys(fieldGroupWords) as (keyof typeof fieldGroupWords)[];
  const items = groups.flatMap((group) => {
    const children = fields
      .filter((field) => field.group === group)
      .map((field) => ({
        key: field.path,
        label: `${say(field.label)} · ${say(words.example(field.example))}`,
        onClick: () => onInsert(snippetOf(field.path, subject, tag)),
      }));
    return children.length === 0
      ? []
      : [{ key: group, type: "group" as const, label: say(fieldGroupWords[group]), children }];
  });
  const isLong = /^(?:body|html|text)$/.test(path);
  return (
    <span className="wb-content-inserts">
      <Dropdown
        menu={{ items, className: "wb-field-menu" }}
        trigger={["click"]}
        autoFocus
        disabled={isReadOnly}
        placement="bottomRight"
      >
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined aria-hidden />}
          aria-label={`${say(words.insertField)}: ${label}`}
        >
          {say(words.insertField)}
        </Button>
      </Dropdown>
      {isLong && (
        <Button
          type="text"
          size="small"
          disabled={isReadOnly}
          icon={<BulbOutlined aria-hidden />}
          aria-label={`${say(words.actionMap)}: ${label}`}
          onClick={() => setMapping(true)}
        >
          {say(words.actionMap)}
        </Button>
      )}
      {isMapping && (
        <ActionMapDialog
          onInsert={(text) => {
            setMapping(false);
            onInsert(text);
          }}
          onClose={() => setMapping(false)}
        />
      )}
    </span>
  );
}

/** How long the text is with example values. */
function Counter({ path, value }: { path: string; value: string }) {
  const say = useSay();
  const { message, settings, tag } = useDesk();
  const text = sampler(settings.zone)(value, tag) ?? value;
  if (message.channel === "sms" && path === "body") return <SmsCounter text={text} />;
  const most = shownChars(message.channel, path, tag);
  const chars = charsOf(text);
  const isCut = most !== null && chars > most;
  return (
    <p className={isCut ? "wb-counter wb-counter-warn" : "wb-counter"}>
      {say(words.chars(chars, most))}
      {isCut && ` · ${say(words.cut)}`}
    </p>
  );
}

function SmsCounter({ text }: { text: string }) {
  const say = useSay();
  const locale = useLocale();
  const { settings, costs } = useDesk();
  const { signature, smsTail } = settings;
  const { chars, parts, perPart, encoding, left, fen } = measureSms(text, signature, smsTail, priceOf("sms", costs));
  const frame = `${signature}…${smsTail}`;
  return (
    <p className={parts > 1 ? "wb-counter wb-counter-warn" : "wb-counter"} role="status">
      <strong>{say(words.sms(chars, perPart, parts, encoding))}</strong>
      {` · ${say(words.smsLeft(left))}`}
      {fen !== null && ` · ${say(words.yuan(formatYuan(fen / 100, locale)))}`}
      <br />
      {say(signature === "" && smsTail === "" ? words.unsigned : words.counted(frame))}
    </p>
  );
}
