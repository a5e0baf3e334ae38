// China's public holidays as the State Council announces them each autumn for the next year: whole days, first and last. Only years
// that were announced stand here; adjusted working days are no matter, since nobody is expected to study more on them.
// Source: 国务院办公厅关于2025年、2026年部分节假日安排的通知 (12 November 2024, 4 November 2025), compared day by day on 22 November 2026.
import type { Text } from "#designer/text/say.tsx";

/** A holiday; both days are part of it, YYYY-MM-DD. */
export interface Holiday {
  readonly name: Text;
  readonly first: string;
  readonly last: string;
}

const newYear = { zh: "元旦", en: "New Year" };
const spring = { zh: "春节", en: "Spring Festival" };
const tombs = { zh: "清明节", en: "Qingming" };
const labour = { zh: "劳动节", en: "Labour Day" };
const dragon = { zh: "端午节", en: "Dragon Boat Festival" };
const autumn = { zh: "中秋节", en: "Mid-Autumn Festival" };
const nation = { zh: "国庆节", en: "National Day" };
const both = { zh: "国庆节、中秋节", en: "National Day and Mid-Autumn Festival" };

/** The holidays by year. */
export const chinaHolidays: ReadonlyMap<number, readonly Holiday[]> = new Map([
  [
    2025,
    [
      { name: newYear, first: "2025-01-01", last: "2025-01-01" },
      { name: spring, first: "2025-01-28", last: "2025-02-04" },
      { name: tombs, first: "2025-04-04", last: "2025-04-06" },
      { name: labour, first: "2025-05-01", last: "2025-05-05" },
      { name: dragon, first: "2025-05-31", last: "2025-06-02" },
      { name: both, first: "2025-10-01", last: "2025-10-08" },
    ],
  ],
  [
    2026,
    [
      { name: newYear, first: "2026-01-01", last: "2026-01-03" },
      { name: spring, first: "2026-02-15", last: "2026-02-23" },
      { name: tombs, first: "2026-04-04", last: "2026-04-06" },
      { name: labour, first: "2026-05-01", last: "2026-05-05" },
      { name: dragon, first: "2026-06-19", last: "2026-06-21" },
      { name: autumn, first: "2026-09-25", last: "2026-09-27" },
      { name: nation, first: "2026-10-01", last: "2026-10-07" },
    ],
  ],
]);

/** The holiday of exactly these days; undefined where there is none. */
export function holidayOf(first: string, last: string): Holiday | undefined {
  return [...chinaHolidays.values()].flat().find((one) => one.first === first && one.last === last);
}
