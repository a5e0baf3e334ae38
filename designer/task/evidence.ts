// What a signal saw, in one sentence. A trail and a task carry the figures without their kind; each kind's figures have names of
// their own (shared/signal), so they tell which sentence is meant.
import { formatDateTime, formatNumber, formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import type { Text } from "#designer/text/say.tsx";
import { describeDuration, HOUR_MS } from "#shared/kernel/duration.ts";

/** The figures of a signal, as ledgers give them; instants are ISO-8601. */
export type Figures = Readonly<Record<string, unknown>>;

interface Scene {
  readonly figures: Figures;
  readonly locale: Locale;
  readonly zone: string;
  /** Titles of courses by id, as far as they are known. */
  readonly titles: ReadonlyMap<string, string>;
}

type Sentence = (scene: Scene) => string;

const number = ({ figures, locale }: Scene, name: string, digits = 0) =>
  formatNumber(typeof figures[name] === "number" ? figures[name] : null, locale, digits);
const instant = ({ figures, locale, zone }: Scene, name: string) => {
  const value = figures[name];
  return formatDateTime(typeof value === "string" || typeof value === "number" ? value : null, locale, zone);
};
const pick = ({ locale }: Scene, zh: string, en: string) => (locale === "zh" ? zh : en);
const plural = (count: unknown, one: string) => (count === 1 ? one : `${one}s`);

function silence(scene: Scene): string {
  const { days, hours } = scene.figures;
  const isShort = typeof days === "number" && days < 2 && typeof hours === "number";
  const length = isShort
    ? pick(scene, `${hours} 小时`, `${hours} ${plural(hours, "hour")}`)
    : pick(scene, `${number(scene, "days")} 天`, `${number(scene, "days")} ${plural(days, "day")}`);
  const last = instant(scene, "lastAt");
  return pick(scene, `已经 ${length}没有动静，上次是 ${last}`, `nothing for ${length}; last on ${last}`);
}

function lateness(scene: Scene): string {
  const { figures, locale } = scene;
  const hours = typeof figures.overdueHours === "number" ? figures.overdueHours : 0;
  const length = describeDuration(hours * HOUR_MS, locale === "zh" ? "zh-CN" : "en");
  const due = instant(scene, "dueAt");
  const key = String(figures.key ?? "");
  if (hours === 0) return pick(scene, `${key} 刚过期限 ${due}`, `${key} has just passed its time, ${due}`);
  return pick(scene, `${key} 超过期限 ${due} 已 ${length}`, `${key} is ${length} past its time, ${due}`);
}

function fall(scene: Scene): string {
  const { figures, locale } = scene;
  const rate = typeof figures.ratio === "number" ? formatPercent(figures.ratio, locale, 0) : "";
  const [count, usual, days] = [number(scene, "count"), number(scene, "baseline", 1), number(scene, "days")];
  return pick(
    scene,
    `最近 ${days} 天 ${count} 次，平时 ${usual} 次（${rate}）`,
    `${count} in the last ${days} days where ${usual} is usual (${rate})`,
  );
}

// Which figures a sentence needs; the first that finds all of its own is said.
const sentences: readonly (readonly [readonly string[], Sentence])[] = [
  [["days", "hours", "lastAt"], silence],
  [["overdueHours", "dueAt"], lateness],
  [["count", "baseline", "days"], fall],
  [
    ["count", "days"],
    (scene) =>
      pick(
        scene,
        `${number(scene, "days", 1)} 天内 ${number(scene, "count")} 次，最近一次 ${instant(scene, "lastAt")}`,
        `${number(scene, "count")} ${plural(scene.figures.count, "time")} in ${number(scene, "days", 1)} days, last on ${instant(scene, "lastAt")}`,
      ),
  ],
  [
    ["value", "count"],
    (scene) =>
      pick(
        scene,
        `数值 ${number(scene, "value", 3)}（${number(scene, "count")} 次记录）`,
        `value ${number(scene, "value", 3)} over ${number(scene, "count")} ${plural(scene.figures.count, "record")}`,
      ),
  ],
  [
    ["progress", "median"],
    (scene) =>
      pick(
        scene,
        `进度 ${number(scene, "progress", 1)}，同期学员中位 ${number(scene, "median", 1)}，落后 ${number(scene, "behind")}%`,
        `progress ${number(scene, "progress", 1)} where the cohort's median is ${number(scene, "median", 1)}, ${number(scene, "behind")}% behind`,
      ),
  ],
  [
    ["score"],
    (scene) => pick(scene, `风险评分 ${number(scene, "score", 2)}`, `risk score ${number(scene, "score", 2)}`),
  ],
  [["date"], ({ figures }) => String(figures.date)],
  [
    ["days"],
    (scene) =>
      pick(
        scene,
        `连续 ${number(scene, "days")} 天`,
        `${number(scene, "days")} ${plural(scene.figures.days, "day")} in a row`,
      ),
  ],
  [["count"], (scene) => pick(scene, `第 ${number(scene, "count")} 次`, `number ${number(scene, "count")}`)],
];

const around = new Set(["since", "course", "also"]);

function sentenceIn(scene: Scene): string {
  const { figures } = scene;
  const found = sentences.find(([names]) => names.every((name) => figures[name] !== undefined));
  const course = typeof figures.course === "string" ? figures.course : null;
  const said =
    found?.[1](scene) ??
    Object.entries(figures)
      .filter(([name, value]) => !around.has(name) && typeof value !== "object")
      .map(([name, value]) => `${name} = ${String(value)}`)
      .join(pick(scene, "，", ", "));
  if (course === null || said === "") return said;
  const title = scene.titles.get(course) ?? course;
  return pick(scene, `课程 ${title}：${said}`, `course ${title}: ${said}`);
}

/** The sentence in each language; empty where there are no figures. A course without a title in `titles` is told by its id. */
export function evidenceText(figures: Figures, zone: string, titles: Scene["titles"] = new Map()): Text {
  const scene = { figures, zone, titles };
  return { zh: sentenceIn({ ...scene, locale: "zh" }), en: sentenceIn({ ...scene, locale: "en" }) };
}
