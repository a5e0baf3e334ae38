// What forms call the fields of a node and of a strategy, and their values in words: for lists of changes, and for choosing between
// two people's.
import type { DraftNode } from "#designer/document/draft.ts";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { sayIn, type Text } from "#designer/text/say.tsx";
import { findEventKind } from "#shared/event/catalog.ts";
import { describeDuration, parseDuration } from "#shared/kernel/duration.ts";
import { type Field, fieldsOf } from "#shared/kernel/form.ts";
import { nameField, noteField } from "#shared/node/form.ts";
import { conditionWords, eventWords, percent } from "#shared/signal/words.ts";
import { conditionSchema } from "#shared/state/condition.ts";
import { strategySections, titleField } from "#shared/strategy/form.ts";
import { formOf } from "./form-of.ts";

/** All fields that a node's form has. */
export function nodeFields(node: DraftNode): readonly Field[] {
  return [...fieldsOf(formOf(node) ?? []), nameField, noteField];
}

/** All fields that the strategy's own form has. */
export function strategyFields(): readonly Field[] {
  return [titleField, ...strategySections.flatMap(({ form }) => fieldsOf(form))];
}

/** A value as JSON writes it (a text as it is) in the words of its field; null is what is absent, which `absent` says where the field does not. */
export function valueWords(field: Field | null, text: string | null, locale: Locale, absent: Text): string {
  const tag = tagOf(locale);
  if (text === null) return field?.absent?.[tag] ?? sayIn(locale, absent);
  switch (field?.field) {
    case "duration": {
      const ms = parseDuration(text);
      return ms === null ? text : describeDuration(ms, tag);
    }
    case "choice":
      return field.options.find(({ value }) => String(value) === text)?.label[tag] ?? text;
    case "event":
      return findEventKind(text)?.labels[tag] ?? text;
    case "events":
      return eventWords(listOf(text) ?? [text], tag);
    case "ratio":
      return Number.isFinite(Number(text)) ? percent(Number(text)) : text;
    case "weight":
      return Number.isFinite(Number(text)) ? percent(Number(text) / 10_000) : text;
    case "condition": {
      const read = conditionSchema.safeParse(parsed(text));
      return read.success ? conditionWords(read.data, tag) : text;
    }
    case "localised": {
      const names = parsed(text);
      return typeof names === "object" && names !== null ? Object.values(names).join(" / ") : text;
    }
    default:
      return text;
  }
}

function listOf(text: string): string[] | null {
  const list = parsed(text);
  return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An edge of the program: a diff cuts long values off, and what is cut is no JSON.
    return null;
  }
}
