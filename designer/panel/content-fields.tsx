// The fields of one language's content, by channel: templates in the editor, links and vendors' ids as plain controls.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, Select } from "antd";
import { useId } from "react";
import { type Text, useSay } from "#designer/text/say.tsx";
import { useDesk } from "./studio-desk.tsx";
import { TemplateField } from "./template-field.tsx";
import { textAt, withText } from "./variants.ts";
import { contentWords as words } from "./words-studio.ts";

type Content = Readonly<Record<string, unknown>> | null;

/** A field of content. `as`: an editor of a template, HTML or not; a link; an id at the vendor. */
interface Field {
  readonly path: string;
  readonly label: Text;
  readonly as: "template" | "html" | "link" | "id";
  readonly lines: number;
}

const one = (path: string, label: Text, as: Field["as"] = "template", lines = 1): Field => ({ path, label, as, lines });

const fieldsOf: Readonly<Record<string, readonly Field[]>> = {
  sms: [one("body", words.body, "template", 4), one("template", words.smsTemplate, "id")],
  push: [one("title", words.title), one("body", words.body, "template", 3), one("link", words.link, "link")],
  inapp: [
    one("title", words.title),
    one("body", words.body, "template", 5),
    one("action.label", words.actionLabel),
    one("action.link", words.actionLink, "link"),
  ],
  email: [one("subject", words.subject), one("html", words.html, "html", 8), one("text", words.plain, "template", 4)],
  wechat: [one("template", words.wechatTemplate, "id"), one("link", words.link, "link")],
};

/** The fields. */
export function ContentFields({ index, content, variant }: { index: number; content: Content; variant: string }) {
  const { message, tag, write } = useDesk();
  const put = (path: string, text: string) =>
    write(["variants", index, "content", tag], withText(content, path, text), `${variant} ${tag} ${path}`);
  const fields = fieldsOf[message.channel] ?? [];
  const hasButton = textAt(content, "action.label") !== "";
  return (
    <div className="wb-content">
      {message.channel === "wechat" && <WechatFields content={content} put={put} />}
      {fields
        .filter(({ path }) => path !== "action.link" || hasButton)
        .map((field) => (
          <ContentField key={`${tag} ${field.path}`} field={field} content={content} put={put} />
        ))}
    </div>
  );
}

type Put = (path: string, text: string) => void;

function ContentField({ field, content, put }: { field: Field; content: Content; put: Put }) {
  const say = useSay();
  const { isReadOnly } = useDesk();
  const id = useId();
  const { path, label, as, lines } = field;
  const value = textAt(content, path);
  if (as === "template" || as === "html")
    return (
      <TemplateField
        path={path}
        label={say(label)}
        isHtml={as === "html"}
        lines={lines}
        value={value}
        onChange={(text) => put(path, text)}
      />
    );
  return (
    <div className="wb-content-field">
      <label htmlFor={id}>{say(label)}</label>
      {as === "link" ? (
        <LinkInput id={id} value={value} isOptional={path !== "action.link"} onChange={(text) => put(path, text)} />
      ) : (
        <Input
          id={id}
          value={value}
          maxLength={64}
          readOnly={isReadOnly}
          onChange={({ target }) => put(path, target.value)}
        />
      )}
    </div>
  );
}

function LinkInput(given: { id: string; value: string; isOptional: boolean; onChange: (text: string) => void }) {
  const say = useSay();
  const { isReadOnly } = useDesk();
  const { id, value, isOptional, onChange } = given;
  const isNamed = value === "" || value === "resume" || value === "preferences";
  const options = [
    ...(isOptional ? [{ value: "", label: say(words.nowhere) }] : []),
    { value: "resume", label: say(words.resume) },
    { value: "preferences", label: say(words.preferences) },
    { value: "https://", label: say(words.url) },
  ];
  return (
    <div className="wb-content-link">
      <Select
        id={id}
        value={isNamed ? value : "https://"}
        options={options}
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        onChange={onChange}
      />
      {!isNamed && (
        <Input
          aria-label={say(words.address)}
          value={value}
          maxLength={2000}
          readOnly={isReadOnly}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  );
}

/** Kinds of fields that WeChat's templates know (open docs, 模板消息). */
const wechatKinds = ["thing", "time", "date", "number", "character_string", "phrase", "amount"];

function WechatFields({ content, put }: { content: Content; put: Put }) {
  const say = useSay();
  const { isReadOnly, tag } = useDesk();
  const fields = content?.fields;
  const names = typeof fields === "object" && fields !== null ? Object.keys(fields) : [];
  const add = (kind: string) => {
    const numbers = names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0));
    put(`fields.${kind}${Math.max(0, ...numbers) + 1}`, " ");
  };
  const items = wechatKinds.map((kind) => ({ key: kind, label: kind, onClick: () => add(kind) }));
  return (
    <>
      {names.map((name) => (
        <div key={`${tag} ${name}`} className="wb-content-row">
          <TemplateField
            path={`fields.${name}`}
            label={say(words.wechatField(name))}
            isHtml={false}
            lines={1}
            // A field that says nothing yet is kept as a blank: its name is the vendor's.
            value={textAt(content, `fields.${name}`).replace(/^ $/, "")}
            onChange={(text) => put(`fields.${name}`, text === "" ? " " : text)}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={say(words.removeField(name))}
            disabled={isReadOnly}
            onClick={() => put(`fields.${name}`, "")}
          />
        </div>
      ))}
      <Dropdown menu={{ items }} trigger={["click"]} autoFocus disabled={isReadOnly}>
        <Button size="small" icon={<PlusOutlined aria-hidden />}>
          {say(words.addField)}
        </Button>
      </Dropdown>
    </>
  );
}
