// Fills in the inspector as a person does: reads what a form asks from the descriptors of the kinds and changes, with a hand, only what
// is not yet as wanted.
import { isDeepStrictEqual } from "node:util";
import type { Locator } from "@playwright/test";
import { type Field, type FormItem, isAlternatives, modeOf, valueAt } from "#shared/kernel/form.ts";
import { causeWords } from "#shared/signal/words.ts";
import type { Cause } from "#shared/state/condition.ts";
import type { Hand } from "./hand.ts";

type Values = Readonly<Record<string, unknown>>;

/** A field to fill in: where it is, what it says and what it shall say. */
interface Asked {
  readonly hand: Hand;
  readonly form: Locator;
  readonly field: Field;
  readonly label: string;
  readonly was: unknown;
  readonly wanted: unknown;
}

const units: Readonly<Record<string, string>> = { M: "分钟", H: "小时", D: "天", W: "周" };

function partsOf(duration: unknown): { number: string; unit: string } | null {
  const [, , days, dayUnit, hours, hourUnit] = /^P((\d+)([DW])|T(\d+)([HM]))$/.exec(String(duration)) ?? [];
  const number = days ?? hours;
  return number === undefined ? null : { number, unit: units[dayUnit ?? hourUnit ?? ""] ?? "" };
}

const hoursOf: Readonly<Record<string, number>> = { 小时: 1, 天: 24, 周: 168 };

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

/** Takes and leaves options until the list is as wanted, in that order. */
async function arrange(hand: Hand, picker: Locator, was: string[], wanted: readonly string[]): Promise<void> {
  let kept = was.filter((one) => wanted.includes(one));
  if (!kept.every((one, index) => wanted[index] === one)) kept = [];
  const gone = was.filter((one) => !kept.includes(one));
  const fresh = wanted.slice(kept.length);
  // Some lists are never empty: what is new comes first, unless it is among what goes.
  const isGoneFirst = fresh.some((one) => gone.includes(one));
  await hand.change(picker, { was, gone, fresh, isGoneFirst });
}

const labelled = ({ form, label }: Asked) => form.getByLabel(label, { exact: true });
const picker = ({ form, label }: Asked) => form.getByRole("combobox", { name: label, exact: true });
const writes = (text: (wanted: unknown) => string) => (asked: Asked) =>
  asked.hand.write(labelled(asked), text(asked.wanted));
const arranges = (asked: Asked) => arrange(asked.hand, picker(asked), listOf(asked.was), listOf(asked.wanted));

async function fillDuration(asked: Asked): Promise<void> {
  const { hand, form, label } = asked;
  const wanted = partsOf(asked.wanted);
  const was = partsOf(asked.was) ?? { number: "", unit: "天" };
  if (wanted === null) throw new Error(`${label}: ${String(asked.wanted)} takes more than one unit`);
  if (wanted.unit !== was.unit) {
    await hand.pick(form.getByRole("combobox", { name: `${label}的单位`, exact: true }), wanted.unit);
    const same = (Number(was.number) * (hoursOf[was.unit] ?? 0)) / (hoursOf[wanted.unit] ?? 1);
    if (String(same) === wanted.number) return;
  }
  await hand.write(labelled(asked), wanted.number);
}

async function fillTexts({ hand, form, label, was, wanted }: Asked): Promise<void> {
  const texts = wanted as Readonly<Record<string, string>>;
  for (const [tag, language] of [["zh-CN", "中文"] as const, ["en", "英文"] as const]) {
    const text = texts[tag];
    if (text !== undefined && text !== valueAt(was, tag))
      await hand.write(form.getByLabel(`${label} · ${language}`, { exact: true }), text);
  }
}

async function fillTest({ hand, form, wanted, label }: Asked): Promise<void> {
  const [row, ...others] = wanted as readonly { field: string; op: string; value: unknown }[];
  if (row === undefined || others.length > 0 || row.op !== "in")
    throw new Error(`${label}: one list is what this hand can do`);
  await hand.press(form.getByRole("button", { name: "添加条件" }));
  await hand.pick(form.getByRole("combobox", { name: "事件字段" }), row.field);
  await hand.pick(form.getByRole("combobox", { name: "比较" }), "是其中之一");
  const values = form.getByRole("combobox", { name: "值（可多个）" });
  await hand.change(values, { was: [], gone: [], fresh: listOf(row.value), isGoneFirst: false });
}

async function fillPoints({ hand, form, wanted }: Asked): Promise<void> {
  for (const [signal, points] of Object.entries(wanted as Values))
    await hand.write(form.getByLabel(signal, { exact: true }), String(points));
}

async function fillEnter({ hand, form, was, wanted, label }: Asked): Promise<void> {
  const score = valueAt(wanted, "score");
  if (score === undefined || valueAt(was, "score") !== undefined) throw new Error(`${label}: only to a score`);
  await hand.tick(form.getByRole("radio", { name: "评分达到" }));
  if (score !== 3) await hand.write(form.getByRole("spinbutton", { name: "评分达到" }), String(score));
}

async function fillChoice(asked: Asked): Promise<void> {
  const { field, wanted, hand } = asked;
  const option = field.field === "choice" ? field.options.find(({ value }) => value === wanted) : undefined;
  await hand.pick(picker(asked), option?.label["zh-CN"] ?? String(wanted));
}

async function fillCondition({ hand, form, wanted, label }: Asked): Promise<void> {
  const first = { attr: "status", op: "eq", value: "studying" };
  if (!isDeepStrictEqual(wanted, first)) throw new Error(`${label}: only what a new condition says`);
  await hand.press(form.getByRole("button", { name: "添加条件" }));
}

const fillers: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  duration: fillDuration,
  number: writes(String),
  weight: writes((wanted) => String(Number(wanted) / 100)),
  slug: writes(String),
  salt: writes(String),
  localised: fillTexts,
  events: arranges,
  outcomes: arranges,
  tags: arranges,
  node: (asked) => asked.hand.pick(picker(asked), String(asked.wanted)),
  choice: fillChoice,
  test: fillTest,
  scores: fillPoints,
  enter: fillEnter,
  condition: fillCondition,
  causes: async ({ hand, form, wanted }) => {
    for (const cause of listOf(wanted))
      await hand.tick(form.getByRole("checkbox", { name: causeWords[cause as Cause]["zh-CN"], exact: true }));
  },
};

function withAll(values: Values, more: Values): Values {
  const next = structuredClone(values) as Record<string, unknown>;
  for (const [path, value] of Object.entries(more)) {
    const [head = "", inner] = path.split(".");
    next[head] = inner === undefined ? value : { ...(next[head] as Values | undefined), [inner]: value };
  }
  return next;
}

/** Makes a form say what `wanted` does, from what it says now. Throws where a field has no filler. */
export async function fillForm(
  hand: Hand,
  form: Locator,
  items: readonly FormItem[],
  was: Values,
  wanted: Values,
): Promise<void> {
  for (const item of items) {
    const label = item.label["zh-CN"];
    if (isAlternatives(item)) {
      const mode = modeOf(wanted, item);
      const isTaken = modeOf(was, item) === mode;
      if (!isTaken) await hand.tick(form.getByRole("radio", { name: mode.label["zh-CN"], exact: true }));
      await fillForm(hand, form, mode.fields, isTaken ? was : withAll(was, mode.with), wanted);
      continue;
    }
    const [now, then] = [valueAt(was, item.path), valueAt(wanted, item.path)];
    if (item.field === "message" || isDeepStrictEqual(now, then)) continue;
    const fill = fillers[item.field];
    if (fill === undefined || then === undefined) throw new Error(`no filler for ${item.field} at ${item.path}`);
    await fill({ hand, form, field: item, label, was: now, wanted: then });
  }
}
