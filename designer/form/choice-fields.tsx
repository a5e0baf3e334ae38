// Fields that are chosen: one of a few, yes or no, causes, days of the week, tags.
import { Checkbox, Select, Switch } from "antd";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { causeWords } from "#shared/signal/words.ts";
import { type Cause, causes } from "#shared/state/condition.ts";
import { textsOf } from "./event-fields.tsx";
import type { FieldProps } from "./field-props.ts";
import { OpenSelect } from "./open-select.tsx";
import { weekdayWords, words } from "./words.ts";

const ABSENT = "";
const SLUG = /^[a-z][a-z0-9-]{0,63}$/;

/** Whether a text may be an id. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** One of a few answers. */
export function ChoiceField({ field, inputId, value, write }: FieldProps<"choice">) {
  const say = useSay();
  const hasNull = field.options.some((option) => option.value === null);
  const options = field.options.map((option) => ({ value: option.value ?? ABSENT, label: say(option.label) }));
  const shown = value === undefined && hasNull ? ABSENT : (value as string | undefined);
  return (
    <Select
      id={inputId}
      className="wb-wide"
      value={shown}
      options={options}
      placeholder={field.absent && say(field.absent)}
      allowClear={field.isOptional === true && !hasNull}
      onChange={(next: string | number | undefined) => write(next === ABSENT ? undefined : next)}
    />
  );
}

/** Yes or no; what no answer means is not written. */
export function FlagField({ field, inputId, value, write }: FieldProps<"flag">) {
  const say = useSay();
  const isOn = typeof value === "boolean" ? value : field.whenAbsent;
  return (
    <span>
      <Switch
        id={inputId}
        checked={isOn}
        checkedChildren={say(words.yes)}
        unCheckedChildren={say(words.no)}
        onChange={(next) => write(next === field.whenAbsent ? undefined : next)}
      />
    </span>
  );
}

/** Causes: one is written alone, several as a list in the order in which they were taken. */
export function CausesField({ value, write }: FieldProps<"causes">) {
  const tag = tagOf(useLocale());
  const options = causes.map((cause) => ({ value: cause, label: causeWords[cause][tag] }));
  const before = textsOf(value) as Cause[];
  const take = (taken: Cause[]) => {
    const list = [...before.filter((cause) => taken.includes(cause)), ...taken.filter((one) => !before.includes(one))];
    write(list.length > 1 ? list : list[0]);
  };
  return <Checkbox.Group<Cause> options={options} value={before} onChange={take} />;
}

/** Days of the week, 1 Monday to 7 Sunday; none is no limit. */
export function WeekdaysInput({ value, write }: { value: readonly number[]; write: (days: number[]) => void }) {
  const say = useSay();
  const options = weekdayWords.map((word, index) => ({ value: index + 1, label: say(word) }));
  return (
    <Checkbox.Group<number>
      className="wb-weekdays"
      options={options}
      value={[...value]}
      onChange={(days) => write(days.toSorted((a, b) => a - b))}
    />
  );
}

/** Days of the week as a field. */
export function WeekdaysField({ value, write }: FieldProps<"weekdays">) {
  const days = Array.isArray(value) ? value.filter((day) => typeof day === "number") : [];
  return <WeekdaysInput value={days} write={(next) => write(next.length === 0 ? undefined : next)} />;
}

/** Tags of a learner. */
export function TagsField({ field, inputId, value, write }: FieldProps<"tags">) {
  const take = (tags: string[]) => (tags.length > 0 ? write(tags) : field.isOptional && write(undefined));
  return <OpenSelect id={inputId} isMultiple entries={[]} values={textsOf(value)} isFit={isSlug} write={take} />;
}

const usualOutcomes = ["reached", "promised", "needs-help", "no-answer", "wrong-number", "refund"];

/** Outcome codes of a task, each a port; at least one. */
export function OutcomesField({ inputId, value, write }: FieldProps<"outcomes">) {
  const isFit = (code: string) => isSlug(code) && code !== "expired";
  const entries = usualOutcomes.map((code) => ({ value: code, label: code }));
  const take = (codes: string[]) => codes.length > 0 && write(codes);
  return <OpenSelect id={inputId} isMultiple entries={entries} values={textsOf(value)} isFit={isFit} write={take} />;
}
