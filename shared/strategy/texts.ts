// The texts of a document that are templates, each with its place, its reader and its language; and what such a text looks like
// with the catalogue's example values, for measures of length.
import type { BlockNode, Expression, TemplateNode } from "#shared/message/ast.ts";
import { templateFields } from "#shared/message/content.ts";
import { fieldOf } from "#shared/message/fields.ts";
import { createFormats, type Formats } from "#shared/message/formats.ts";
import { helperOf } from "#shared/message/helpers.ts";
import { parseTemplate } from "#shared/message/template.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { DocumentPath } from "./diagnostic.ts";
import type { Message, Strategy, Variant } from "./document.ts";
import { type Drawing, pathOf } from "./drawing.ts";

/** A template of the document. */
export interface PlacedText {
  /** The node that sends it; null for a message that none sends. */
  readonly nodeId: string | null;
  readonly path: DocumentPath;
  readonly source: string;
  readonly isHtml: boolean;
  /** Staff read scripts, machines read webhook fields. */
  readonly reader: "learner" | "staff" | "machine";
}

/** One language of one variant of a message. */
export interface PlacedContent {
  readonly nodeId: string | null;
  readonly message: string;
  readonly channel: Message["channel"];
  readonly variant: string;
  readonly locale: Locale;
  readonly path: DocumentPath;
  /** Its template fields, by dotted path. */
  readonly fields: readonly { path: string; source: string; isHtml: boolean }[];
}

/** The first node that sends each message, by message id. */
export function senderOf(drawing: Drawing, message: string): string | null {
  return drawing.flow.find((node) => node.type === "send" && node.message === message)?.id ?? null;
}

/** Every content of every message, in the order of the document. */
export function contentsOf(drawing: Drawing): PlacedContent[] {
  return Object.entries(drawing.document.messages ?? {}).flatMap(([message, { channel, variants }]) => {
    const nodeId = senderOf(drawing, message);
    return (variants as readonly Variant[]).flatMap((variant, index) =>
      Object.entries(variant.content).flatMap(([locale, content]): PlacedContent[] => {
        if (content === undefined) return [];
        const path = ["messages", message, "variants", index, "content", locale];
        const fields = templateFields(channel, content);
        return [{ nodeId, message, channel, variant: variant.id, locale: locale as Locale, path, fields }];
      }),
    );
  });
}

/** Every template: of messages, of tasks and of webhook fields. */
export function textsOf(drawing: Drawing): PlacedText[] {
  const messages = contentsOf(drawing).flatMap(({ nodeId, path, fields }) =>
    fields.map(
      (field): PlacedText => ({
        nodeId,
        path: [...path, ...field.path.split(".")],
        source: field.source,
        isHtml: field.isHtml,
        reader: "learner",
      }),
    ),
  );
  const nodes = drawing.flow.flatMap((node): PlacedText[] => {
    const place = (key: string, texts: object | undefined, reader: PlacedText["reader"]) =>
      Object.entries(texts ?? {}).map(([name, source]: [string, string]) => ({
        nodeId: node.id,
        path: pathOf(drawing, node.id, key, name),
        source,
        isHtml: false,
        reader,
      }));
    if (node.type === "task") return [...place("title", node.title, "staff"), ...place("script", node.script, "staff")];
    return node.type === "webhook" ? place("fields", node.fields, "machine") : [];
  });
  return [...messages, ...nodes];
}

/** What a subject is, for the guarantees of template data. */
export function subjectKind({ subject }: Strategy): "learner" | "course" | "key" {
  return typeof subject === "object" ? "key" : subject;
}

/** Gives a template's text with example values in place of data, the longer side of each condition; null where it is not a template. */
export function sampler(zone: string): (source: string, locale: Locale) => string | null {
  const formats = new Map<Locale, Formats>();
  return (source, locale) => {
    const read = parseTemplate(source);
    if (Array.isArray(read)) return null;
    const format = formats.get(locale) ?? createFormats(locale, zone);
    formats.set(locale, format);
    return sample(read.ast, format);
  };
}

function sample(nodes: readonly TemplateNode[], formats: Formats): string {
  return nodes
    .map((node) =>
      node.kind === "text"
        ? node.value
        : node.kind === "block"
          ? longerSide(node, formats)
          : String(exampleOf(node.value, formats)),
    )
    .join("");
}

function longerSide(node: BlockNode, formats: Formats): string {
  const [body, otherwise] = [sample(node.body, formats), sample(node.otherwise, formats)];
  return body.length >= otherwise.length ? body : otherwise;
}

function exampleOf(value: Expression, formats: Formats): unknown {
  if (value.kind === "literal") return value.value;
  if (value.kind === "path") return fieldOf(value.parts.join("."))?.example ?? "";
  const args = value.args.map((arg) => exampleOf(arg, formats));
  try {
    return helperOf(value.name)?.apply?.(args, formats) ?? "";
  } catch {
    return ""; // a helper has no other way to refuse an argument, which the template check reports
  }
}
