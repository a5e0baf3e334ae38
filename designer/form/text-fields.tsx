// Fields that are written: lines, texts in both languages, ids and salts, times, dates, the URL of a webhook.
import { useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { useSay } from "#designer/text/say.tsx";
import { getSettings } from "#shared/api/settings.ts";
import { hostNames, isHostAllowed } from "#shared/policy/hosts.ts";
import { isSlug } from "./choice-fields.tsx";
import { clockOf } from "./clock.ts";
import type { FieldProps } from "./field-props.ts";
import { TextInput } from "./inputs.tsx";
import { ruleWords, words } from "./words.ts";

const SALT = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const DATE = /^20\d\d-\d\d-\d\d$/;

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Writes a text; an empty one takes an optional field out. */
function writeText({ field, write }: Pick<FieldProps, "field" | "write">, text: string): void {
  if (text !== "") write(text);
  else if (field.isOptional) write(undefined);
}

/** A text. */
export function TextField(given: FieldProps<"text">) {
  const say = useSay();
  const { field, inputId, value } = given;
  return (
    <TextInput
      id={inputId}
      value={textOf(value)}
      most={field.max}
      lines={field.lines ?? 1}
      hint={field.absent && say(field.absent)}
      write={(text) => writeText(given, text)}
    />
  );
}

/** A text in each language; an emptied one is taken out, and with the last one the field. */
export function LocalisedField({ field, name, value, write }: FieldProps<"localised">) {
  const say = useSay();
  const texts = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const take = (tag: string, text: string) => {
    const { [tag]: _old, ...others } = texts;
    const next = text === "" ? others : { ...others, [tag]: text };
    write(Object.keys(next).length > 0 || !field.isOptional ? next : undefined);
  };
  const languages = [
    { tag: "zh-CN", mark: "中", language: say(words.inZh) },
    { tag: "en", mark: "En", language: say(words.inEn) },
  ];
  return (
    <div className="wb-stack">
      {languages.map(({ tag, mark, language }) => (
        <TextInput
          key={tag}
          name={`${name} · ${language}`}
          prefix={mark}
          hint={(field.lines ?? 1) > 1 ? language : field.absent && say(field.absent)}
          lines={field.lines ?? 1}
          most={field.max}
          value={textOf(texts[tag])}
          write={(text) => take(tag, text)}
        />
      ))}
    </div>
  );
}

/** An id of the author's choice. */
export function SlugField({ inputId, value, write }: FieldProps<"slug">) {
  return <TextInput id={inputId} isCode value={textOf(value)} accepts={isSlug} write={write} />;
}

/** A salt. */
export function SaltField({ inputId, value, write }: FieldProps<"salt">) {
  return <TextInput id={inputId} isCode value={textOf(value)} accepts={(text) => SALT.test(text)} write={write} />;
}

/** A time of day. */
export function TimeField({ inputId, value, write }: FieldProps<"time">) {
  return <ClockInput id={inputId} value={textOf(value)} write={write} />;
}

function ClockInput(given: { id?: string; name?: string; value: string; write: (clock: string) => void }) {
  const isFit = (text: string) => clockOf(text) !== null;
  return (
    <TextInput {...given} hint="HH:MM" most={5} accepts={isFit} write={(text) => given.write(clockOf(text) ?? text)} />
  );
}

/** A calendar date; an optional one can be emptied. */
export function DateField(given: FieldProps<"date">) {
  const { field, inputId, value } = given;
  const isFit = (text: string) => DATE.test(text) || (text === "" && field.isOptional === true);
  return (
    <TextInput
      id={inputId}
      type="date"
      value={textOf(value)}
      accepts={isFit}
      write={(text) => writeText(given, text)}
    />
  );
}

/** A stretch of the day, over midnight where it ends before it begins. */
export function HoursField({ name, value, write }: FieldProps<"hours">) {
  const say = useSay();
  const hours = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return (
    <div className="wb-row">
      {(["from", "to"] as const).map((end) => (
        <ClockInput
          key={end}
          name={`${name} · ${say(words[end])}`}
          value={textOf(hours[end])}
          write={(clock) => write({ ...hours, [end]: clock })}
        />
      ))}
    </div>
  );
}

/** The URL of a webhook, with a word on whether its host may be called. */
export function UrlField({ inputId, value, write }: FieldProps<"url">) {
  const say = useSay();
  const api = useApi();
  const { data } = useQuery({ queryKey: ["settings"], queryFn: () => api.call(getSettings) });
  const url = textOf(value);
  const [host] = hostNames(url);
  const isAllowed = data === undefined ? null : isHostAllowed(url, data.settings.allowedHosts);
  return (
    <>
      <TextInput id={inputId} type="url" value={url} accepts={(text) => hostNames(text).length > 0} write={write} />
      {host !== undefined && isAllowed !== null && (
        <span className={isAllowed ? "wb-field-note wb-good" : "wb-field-note wb-warn"}>
          {say(isAllowed ? ruleWords.hostAllowed(host) : ruleWords.hostRefused(host))}
        </span>
      )}
    </>
  );
}
