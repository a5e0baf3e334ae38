// The closed catalogue of the data a message template may print: type, guarantee, example and label of each path. The
// checker, the editor's completion and the renderer read this one list, and the type of the data is derived from it.
import type { Words } from "#shared/kernel/issue.ts";

/**
 * What a field holds: `text`; `number`; `rate` 0..1; `instant` UTC ms; `link` an http(s) URL; `attribute` whatever the school
 * imported: text, number, yes/no, or a list of these.
 */
export type FieldType = "text" | "number" | "rate" | "instant" | "link" | "attribute";

/** When a field surely has a value: always, where the strategy's subject is a course, or never. */
export type Guarantee = "always" | "course" | "never";

/** One field of the catalogue. `example` is what previews and the editor show. */
export interface Field {
  readonly type: FieldType;
  readonly guarantee: Guarantee;
  readonly example: string | number;
  readonly label: Words;
}

/** What one passage through a strategy is about (ruling 1), by its shape only. */
export type SubjectKind = "learner" | "course" | "key";

function field<const T extends FieldType, const G extends Guarantee>(
  type: T,
  guarantee: G,
  example: string | number,
  zh: string,
  en: string,
): Field & { readonly type: T; readonly guarantee: G } {
  return { type, guarantee, example, label: { "zh-CN": zh, en } };
}

/**
 * Every path a template may use. `learner.attr.*` stands for any attribute by its name (`learner.attr.level`). `evidence.*` holds
 * the figures of the signals that opened the episode; `days`, `hours` and the like count elapsed units without the school's pauses.
 */
export const fieldCatalog = {
  "learner.id": field("text", "always", "s-1024", "学员编号", "Learner id"),
  "learner.name": field("text", "never", "小明", "学员姓名", "Learner name"),
  "learner.locale": field("text", "never", "zh-CN", "语言", "Language"),
  "learner.zone": field("text", "never", "Asia/Shanghai", "时区", "Time zone"),
  "learner.attr.*": field("attribute", "never", "VIP", "学员属性", "Learner attribute"),
  "course.id": field("text", "course", "algebra-1", "课程编号", "Course id"),
  "course.title": field("text", "never", "初中代数", "课程名称", "Course title"),
  "course.left": field("number", "never", 6, "剩余课时数", "Lessons left"),
  "course.completed": field("number", "never", 18, "已完成课时数", "Lessons completed"),
  "course.progress": field("rate", "never", 0.75, "学习进度", "Progress"),
  "course.startsAt": field("instant", "never", 1_767_225_600_000, "开课时间", "Starts at"),
  "course.endsAt": field("instant", "never", 1_775_001_600_000, "结课时间", "Ends at"),
  "evidence.days": field("number", "never", 3, "已过天数", "Days elapsed"),
  "evidence.hours": field("number", "never", 72, "已过小时数", "Hours elapsed"),
  "evidence.since": field("instant", "never", 1_767_225_600_000, "信号开始时间", "Signal since"),
  "evidence.lastAt": field("instant", "never", 1_766_966_400_000, "上次活动时间", "Last activity"),
  "evidence.count": field("number", "never", 2, "次数", "Count"),
  "evidence.baseline": field("number", "never", 5, "个人基线", "Own usual level"),
  "evidence.ratio": field("rate", "never", 0.4, "与基线之比", "Ratio to the usual"),
  "evidence.progress": field("rate", "never", 0.35, "当时进度", "Progress then"),
  "evidence.median": field("rate", "never", 0.6, "同期中位进度", "Cohort median then"),
  "evidence.behind": field("rate", "never", 0.42, "落后比例", "Share behind"),
  "evidence.overdueHours": field("number", "never", 26, "逾期小时数", "Hours overdue"),
  "evidence.score": field("number", "never", 58, "得分", "Score"),
  "evidence.key": field("text", "never", "q-77", "事项编号", "Item key"),
  "cohort.median": field("rate", "never", 0.6, "同期中位进度", "Cohort median"),
  "cohort.behindPercent": field("number", "never", 25, "落后同期百分比", "Percent behind the cohort"),
  "school.name": field("text", "never", "晨光网校", "学校名称", "School name"),
  "school.signature": field("text", "never", "【晨光网校】", "短信签名", "SMS signature"),
  "links.resume": field("link", "always", "https://learn.example.com/r/x", "继续学习链接", "Resume link"),
  "links.preferences": field("link", "always", "https://learn.example.com/p/x", "偏好设置链接", "Preferences link"),
  "links.optOut": field("link", "always", "https://learn.example.com/u/x", "退订链接", "Opt-out link"),
};

type Catalog = typeof fieldCatalog;
type Value<P extends keyof Catalog> = Catalog[P]["type"] extends "text" | "link" ? string : number;
type NameIn<P, G extends string> = P extends `${G}.${infer N}` ? (N extends `${string}.*` ? never : N) : never;
type Sure<P> = P extends keyof Catalog ? (Catalog[P]["guarantee"] extends "always" ? P : never) : never;
type Group<G extends string> = {
  readonly [P in keyof Catalog as NameIn<Sure<P>, G>]: Value<P>;
} & {
  readonly [P in keyof Catalog as NameIn<Exclude<P, Sure<P>>, G>]?: Value<P> | null;
};

/** What an attribute of a learner may hold. */
export type AttributeValue = string | number | boolean | null | readonly (string | number | boolean)[];

/** The data of one message: the catalogue's groups. Absent and null are missing; instants are UTC ms, rates 0..1. */
export interface MessageData {
  readonly learner: Group<"learner"> & { readonly attr?: Readonly<Record<string, AttributeValue>> };
  readonly course?: Group<"course"> | null;
  readonly evidence?: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly cohort?: Group<"cohort"> | null;
  readonly school?: Group<"school"> | null;
  readonly links: Group<"links">;
}

const ATTRIBUTE = /^learner\.attr\.([A-Za-z_][A-Za-z0-9_-]{0,63})$/;
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** The catalogue's entry for a path; null where the path is unknown. `learner.attr.<name>` gives the attribute entry. */
export function fieldOf(path: string): Field | null {
  const name = ATTRIBUTE.exec(path)?.[1];
  if (name !== undefined) return RESERVED.has(name) ? null : fieldCatalog["learner.attr.*"];
  if (path.endsWith("*") || !Object.hasOwn(fieldCatalog, path)) return null;
  return fieldCatalog[path as keyof Catalog];
}

/** Whether a path surely has a value in a strategy of this subject; null: no such path. */
export function isGuaranteed(path: string, subject: SubjectKind): boolean | null {
  const field = fieldOf(path);
  if (field === null) return null;
  return field.guarantee === "always" || (field.guarantee === "course" && subject === "course");
}
