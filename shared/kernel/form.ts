// The language in which a kind describes its own form: pure data beside its schema, read by the inspector. A path that the schema does
// not have does not compile, and a test over each list finds a schema's field without a descriptor.
import { assert, type Words } from "./issue.ts";

/** Both languages of one text, Chinese first. */
export function say(zh: string, en: string): Words {
  return { "zh-CN": zh, en };
}

/** What every drawn thing has and no kind describes. */
type Common = "id" | "type" | "kind" | "name" | "note";
type Inner<V> = V extends readonly unknown[]
  ? never
  : V extends object
    ? string extends keyof V
      ? never
      : keyof V & string
    : never;

/** Where a field of `T` is, at most two keys deep and joined by a point: `for`, `until.time`. */
export type PathOf<T> = T extends unknown
  ? { [K in Exclude<keyof T & string, Common>]: K | `${K}.${Inner<NonNullable<T[K]>>}` }[Exclude<
      keyof T & string,
      Common
    >]
  : never;

/** One answer of a choice; null stands for the absent field. */
export interface Option {
  readonly value: string | number | null;
  readonly label: Words;
}

/** A ready-made value of a field with many parts. */
export interface Preset {
  readonly label: Words;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The kinds of fields without a setting of their own. */
export type PlainField =
  | "event"
  | "events"
  | "weight"
  | "salt"
  | "slug"
  | "time"
  | "date"
  | "weekdays"
  | "rrule"
  | "url"
  | "message"
  | "test"
  | "cases"
  | "arms"
  | "outcomes"
  | "tags"
  | "attributes"
  | "templates"
  | "scores"
  | "causes"
  | "enter"
  | "caps"
  | "hours"
  | "subject";

/** What a field is filled in with, and the bounds it keeps; these equal the schema's (a test compares them). */
export type FieldShape =
  | { readonly field: PlainField }
  /** An ISO-8601 duration; `mostDays` where only whole days will do. */
  | { readonly field: "duration"; readonly mostDays?: number }
  /** A data property of the events named by the field at `events`. */
  | { readonly field: "property"; readonly events: string }
  | {
      readonly field: "number";
      readonly min: number;
      readonly max: number;
      readonly isWhole?: true;
      readonly unit?: Words;
    }
  /** 0..1, shown in percent. */
  | { readonly field: "ratio"; readonly min: number; readonly max: number }
  | { readonly field: "choice"; readonly options: readonly Option[] }
  /** Yes or no; `whenAbsent` is what no answer means. */
  | { readonly field: "flag"; readonly whenAbsent: boolean }
  | { readonly field: "text"; readonly max: number; readonly lines?: number }
  /** A text in each locale. */
  | { readonly field: "localised"; readonly max: number; readonly lines?: number }
  /** A condition; `about` learners only where signals and causes may not be looked at. */
  | { readonly field: "condition"; readonly about: "learner" | "all" }
  /** The id of another node of that type. */
  | { readonly field: "node"; readonly type: string }
  | { readonly field: "reach"; readonly presets: readonly Preset[] };

/** One field of a form. `absent` says what leaving an optional field empty means. */
export type Field<P extends string = string> = FieldShape & {
  readonly path: P;
  readonly label: Words;
  readonly help?: Words;
  readonly isOptional?: true;
  readonly absent?: Words;
};

/** One way to fill in alternatives: the fields it brings, with the values they begin with; `with` is empty for "none". */
export interface Mode<P extends string = string> {
  readonly label: Words;
  readonly with: Readonly<Partial<Record<P, unknown>>>;
  readonly fields: readonly Field<P>[];
}

/** Alternatives of which exactly one holds. Taking one writes its `with` and removes what the other modes may hold. */
export interface Alternatives<P extends string = string> {
  readonly label: Words;
  readonly help?: Words;
  readonly modes: readonly Mode<P>[];
}

/** One item of a form. */
export type FormItem<P extends string = string> = Field<P> | Alternatives<P>;

/** A form over what `T` holds, in the order in which it is shown. */
export type Form<T> = readonly FormItem<PathOf<T>>[];

/** Whether an item is a choice between alternatives. */
export function isAlternatives<P extends string>(item: FormItem<P>): item is Alternatives<P> {
  return "modes" in item;
}

/** Every field of a form, those inside alternatives too. */
export function fieldsOf<P extends string>(form: readonly FormItem<P>[]): Field<P>[] {
  return form.flatMap((item) => (isAlternatives(item) ? item.modes.flatMap(({ fields }) => fields) : [item]));
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const key of path.split(".")) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return here;
}

/** The mode a value is in: the first one of whose beginning fields it has any, else the one without, else the first. */
export function modeOf<P extends string>(value: unknown, { modes }: Alternatives<P>): Mode<P> {
  const held = modes.find((mode) => Object.keys(mode.with).some((path) => valueAt(value, path) !== undefined));
  const none = modes.find((mode) => Object.keys(mode.with).length === 0);
  const found = held ?? none ?? modes[0];
  assert(found !== undefined, "alternatives have at least one mode");
  return found;
}

/** What to write, by path, so that a mode is taken: undefined removes. Fields that both modes have keep their value. */
export function takeMode<P extends string>(
  value: unknown,
  { modes }: Alternatives<P>,
  taken: Mode<P>,
): Record<string, unknown> {
  const own = new Set<string>([...Object.keys(taken.with), ...taken.fields.map(({ path }) => path)]);
  const others = modes.flatMap((mode) => [...Object.keys(mode.with), ...mode.fields.map(({ path }) => path)]);
  const isInside = (path: string) => [...own].some((mine) => path === mine || path.startsWith(`${mine}.`));
  const held = others.filter((path) => !isInside(path) && valueAt(value, path) !== undefined);
  const gone = held.filter((path) => !held.some((whole) => path.startsWith(`${whole}.`)));
  const fresh = Object.entries(taken.with).filter(([path]) => valueAt(value, path) === undefined);
  return { ...Object.fromEntries(gone.map((path) => [path, undefined])), ...Object.fromEntries(fresh) };
}
