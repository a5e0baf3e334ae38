// A recurrence rule: how often, on which days; or the rule as written where the controls cannot say it.
import { Select } from "antd";
import { useState } from "react";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { parseRecurrence } from "#shared/kernel/recurrence.ts";
import { recurrenceWords } from "#shared/signal/recurrence-words.ts";
import { WeekdaysInput } from "./choice-fields.tsx";
import type { FieldProps } from "./field-props.ts";
import { NumberInput, TextInput } from "./inputs.tsx";
import { type Frequency, freshRule, joinRule, type RuleParts, splitRule } from "./rrule-parts.ts";
import { monthWords, repeatWords } from "./words.ts";

const RAW = "raw";
const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;

/** A recurrence rule. */
export function RruleField({ inputId, name, value, write }: FieldProps<"rrule">) {
  const say = useSay();
  const tag = tagOf(useLocale());
  const text = typeof value === "string" ? value : "";
  const [isAsked, setAsked] = useState(false);
  const parts = isAsked ? null : splitRule(text);
  const options = [
    ...frequencies.map((freq) => ({ value: freq as string, label: say(repeatWords[freq]) })),
    { value: RAW, label: say(repeatWords.other) },
  ];
  const choose = (next: string) => {
    setAsked(next === RAW);
    if (next !== RAW) write(joinRule({ ...freshRule(next as Frequency), interval: parts?.interval ?? 1 }));
  };
  return (
    <div className="wb-stack">
      <Select
        id={inputId}
        className="wb-wide"
        value={parts === null ? RAW : parts.freq}
        options={options}
        onChange={choose}
      />
      {parts === null ? (
        <TextInput
          name={`${name} · RRULE`}
          isCode
          value={text}
          accepts={(next) => !("error" in parseRecurrence(next))}
          write={write}
        />
      ) : (
        <RuleControls parts={parts} write={(next) => write(joinRule(next))} />
      )}
      <span className="wb-field-note">{recurrenceWords(text, tag)}</span>
    </div>
  );
}

function RuleControls({ parts, write }: { parts: RuleParts; write: (parts: RuleParts) => void }) {
  const say = useSay();
  const { freq } = parts;
  return (
    <>
      <NumberInput
        name={say(repeatWords.interval)}
        prefix={say(repeatWords.interval)}
        unit={say(repeatWords.intervalUnit[freq])}
        min={1}
        max={60}
        digits={0}
        value={parts.interval}
        write={(interval) => interval !== null && write({ ...parts, interval })}
      />
      {freq === "WEEKLY" && (
        <WeekdaysInput value={parts.weekdays} write={(weekdays) => write({ ...parts, weekdays })} />
      )}
      {freq === "YEARLY" && (
        <Select
          aria-label={say(repeatWords.month)}
          className="wb-wide"
          value={parts.month}
          options={monthWords.map((word, index) => ({ value: index + 1, label: say(word) }))}
          onChange={(month) => write({ ...parts, month })}
        />
      )}
      {(freq === "MONTHLY" || freq === "YEARLY") && (
        <NumberInput
          name={say(repeatWords.day)}
          prefix={say(repeatWords.day)}
          min={1}
          max={31}
          digits={0}
          value={parts.day}
          write={(day) => day !== null && write({ ...parts, day })}
        />
      )}
    </>
  );
}
