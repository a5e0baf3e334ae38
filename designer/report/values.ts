// What the values of a property are called: tiers by their author's names, channels and causes by ours, a version by the start of its hash.
import type { Locale } from "#designer/text/locale.ts";
import { tagOf } from "#designer/text/locale.ts";
import type { Say } from "#designer/text/say.tsx";
import type { ReportNames } from "#shared/api/reports.ts";
import { channels } from "#shared/channel/all.ts";
import { causeWords } from "#shared/signal/words.ts";
import type { Cause } from "#shared/state/condition.ts";
import { dayText } from "./number-format.ts";

/** The name of a property's value. */
export type NameValue = (cut: string, value: string) => string;

/** Weeks of cohorts begin on 1970-01-05. */
const FIRST_MONDAY = 4;

/** Names the values of one strategy; `messageName` its messages. */
export function valueNames(
  names: ReportNames | undefined,
  messageName: (message: string) => string,
  say: Say,
  locale: Locale,
): NameValue {
  const nameValue: NameValue = (cut, value) => {
    if (cut === "tier") return names?.tiers[value]?.[tagOf(locale)] ?? names?.tiers[value]?.["zh-CN"] ?? value;
    if (cut === "channel") {
      const label = channels.find(({ id }) => id === value)?.describe().label;
      return label === undefined ? value : say(label);
    }
    if (cut === "cause") return say(causeWords[value as Cause] ?? { zh: value, en: value });
    if (cut === "message") return withId(messageName(value), value);
    if (cut === "version") return value.slice(0, 8);
    if (cut === "cohort") return dayText(FIRST_MONDAY + 7 * Number(value), locale);
    if (cut === "tierChannel") {
      const [tier = "", channel = ""] = value.split("\n");
      return `${nameValue("tier", tier)} · ${nameValue("channel", channel)}`;
    }
    return value;
  };
  return nameValue;
}

function withId(name: string, id: string): string {
  return name === id ? id : `${name} · ${id}`;
}
