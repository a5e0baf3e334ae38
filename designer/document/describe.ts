// What a node says of itself on the canvas, in words: its name, its kind, a sentence with its own numbers. Null where it is unfinished.
import type { Text } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { nodeKind } from "#shared/node/all.ts";
import { type SignalDef, signalKinds } from "#shared/signal/all.ts";
import type { SignalKind } from "#shared/signal/kind.ts";
import { sampler } from "#shared/strategy/texts.ts";
import { tierLabel } from "#shared/tier/form.ts";
import type { DraftMessage, DraftNode } from "./draft.ts";

const signalsByKind: ReadonlyMap<unknown, SignalKind<SignalDef>> = new Map(
  signalKinds.map((kind) => [kind.kind, kind as unknown as SignalKind<SignalDef>]),
);

/** What kind of node it is; its type as written where the product has none such. */
export function kindLabel(node: DraftNode, message: DraftMessage | null = null): Words {
  if (node.type === "signal") return signalsByKind.get(node.kind)?.label ?? plain(String(node.kind));
  if (node.type === "tier") return tierLabel;
  const channel = channels.find(({ id }) => id === message?.channel);
  return channel?.describe().label ?? nodeKind(node.type)?.label ?? plain(node.type);
}

/** What its author calls a node in a language, else in the other, else null. */
export function ownName(node: DraftNode, locale: keyof Text): string | null {
  const { name } = node;
  if (typeof name !== "object" || name === null) return null;
  const names = name as Readonly<Record<string, unknown>>;
  const [first, second] = locale === "zh" ? [names["zh-CN"], names.en] : [names.en, names["zh-CN"]];
  const found = isText(first) ? first : second;
  return isText(found) ? found : null;
}

/** The sentence of a signal with its own numbers; null for other nodes and for an unfinished signal. */
export function signalSentence(node: DraftNode): Words | null {
  const kind = node.type === "signal" ? signalsByKind.get(node.kind) : undefined;
  if (kind === undefined) return null;
  const { id: _id, type: _type, name: _name, note: _note, cause: _cause, ...fields } = node;
  const read = kind.schema.safeParse(fields);
  return read.success ? kind.sentence(read.data) : null;
}

/** The first words of a message in a language, else in the other; null where nothing is written yet. */
export function firstWords(message: DraftMessage | null, locale: keyof Text): string | null {
  const tags = locale === "zh" ? (["zh-CN", "en"] as const) : (["en", "zh-CN"] as const);
  for (const tag of tags) {
    for (const { content } of message?.variants ?? []) {
      const text = textIn((content as Readonly<Record<string, unknown>> | undefined)?.[tag]);
      // Example values read better than template marks; what is no template yet is shown as it is.
      if (text !== null) return sampler("UTC")(text, tag) ?? text;
    }
  }
  return null;
}

const shownFields = ["title", "subject", "body", "fields"];

/** The first text with words of its own; one that is all template fields tells messages of a kind not apart. */
function textIn(content: unknown): string | null {
  const texts = textsIn(content);
  return texts.find((text) => /\p{L}/u.test(text.replaceAll(/\{\{.*?\}\}/gs, ""))) ?? texts[0] ?? null;
}

function textsIn(content: unknown): string[] {
  if (isText(content)) return [content];
  if (typeof content !== "object" || content === null) return [];
  const values = content as Readonly<Record<string, unknown>>;
  const shown = shownFields.flatMap((field) => (Object.hasOwn(values, field) ? [values[field]] : []));
  return (shown.length > 0 ? shown : Object.values(values)).flatMap(textsIn);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function plain(text: string): Words {
  return { "zh-CN": text, en: text };
}
