// Pieces that the words of trail rows are made of: values read with care, names of channels, people and outcomes.
import type { Draft } from "#designer/document/draft.ts";
import { formatDateTime } from "#designer/text/format.ts";
import type { Text } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import { groupCodes, outcomeCodes } from "./words-task.ts";

/** What words depend on beside the row: the school's zone, who is behind an id such as `person/…`, and what things are called. */
export interface Speech {
  readonly zone: string;
  readonly actor: (by: string) => string;
  /** Titles of courses by id, as far as they are known. */
  readonly titles: ReadonlyMap<string, string>;
  /** Drafts of strategies by id, as far as the reader may see them and they are there. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

/** The text, or null where there is none. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The number, or null where there is none. */
export function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The record, or an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The texts of a list. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** Names by language with one standing in for the other, else the id. */
export function nameText(names: unknown, id: string): Text {
  const known = recordOf(names);
  const [zh, en] = [textOf(known["zh-CN"]), textOf(known.en)];
  return { zh: zh ?? en ?? id, en: en ?? zh ?? id };
}

/** What a channel is called where it stands alone. */
export function channelLabel(id: string): Text {
  const label = channels.find((channel) => channel.id === id)?.describe().label;
  return label === undefined ? { zh: id, en: id } : { zh: label["zh-CN"], en: label.en };
}

/** A channel inside a sentence: 短信, SMS, a push message. */
export function channelText(id: string): Text {
  const { zh, en } = channelLabel(id);
  return { zh, en: /^[A-Z]{2}|^We/.test(en) ? en : en.slice(0, 1).toLowerCase() + en.slice(1) };
}

/** An instant on the school's wall clock. */
export function instantWords(at: string | null, zone: string): Text {
  return { zh: formatDateTime(at, "zh", zone), en: formatDateTime(at, "en", zone) };
}

/** Several texts in one. */
export function joined(texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join("、"), en: texts.map(({ en }) => en).join(", ") };
}

/** What an outcome of a task is called; an author's own code stands as it is. */
export function taskOutcome(code: string): Text {
  return outcomeCodes[code] ?? { zh: code, en: code };
}

/** What a group of staff is called; a school's own stands as it is. */
export function groupName(code: string): Text {
  return groupCodes[code] ?? { zh: code, en: code };
}
