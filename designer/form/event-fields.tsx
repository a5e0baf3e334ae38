// Fields that name events and what they carry: from the catalogue in the person's language, or types and properties of the school's own.
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { eventKinds, findEventKind, isEventType } from "#shared/event/catalog.ts";
import { valueAt } from "#shared/kernel/form.ts";
import { type FieldProps, useSurroundings } from "./field-props.ts";
import { type Entry, OpenSelect } from "./open-select.tsx";

const PROPERTY = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Whether a text may name a data property or an attribute without a point. */
export function isProperty(text: string): boolean {
  return PROPERTY.test(text);
}

/** The texts of a JSON list; one text counts as a list of one. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function useEventEntries(): Entry[] {
  const tag = tagOf(useLocale());
  return eventKinds.map(({ type, labels }) => ({ value: type, label: labels[tag] }));
}

/** One or more event types. */
export function EventsField({ inputId, value, write }: FieldProps<"events">) {
  const entries = useEventEntries();
  return (
    <OpenSelect id={inputId} isMultiple entries={entries} values={textsOf(value)} isFit={isEventType} write={write} />
  );
}

/** One event type. */
export function EventField({ inputId, value, write }: FieldProps<"event">) {
  const entries = useEventEntries();
  const take = (types: string[]) => types[0] !== undefined && write(types[0]);
  return <OpenSelect id={inputId} entries={entries} values={textsOf(value)} isFit={isEventType} write={take} />;
}

/** The data properties that the catalogue knows of some events. */
export function propertiesOf(types: readonly string[]): Entry[] {
  const names = types.flatMap((type) => Object.keys(findEventKind(type)?.fields ?? {}));
  return [...new Set(names)].map((name) => ({ value: name, label: name }));
}

/** A data property of the events that another field names. */
export function PropertyField({ field, inputId, value, write }: FieldProps<"property">) {
  const say = useSay();
  const { owner } = useSurroundings();
  const take = ([name]: string[]) => (name !== undefined ? write(name) : field.isOptional && write(undefined));
  return (
    <OpenSelect
      id={inputId}
      entries={propertiesOf(textsOf(valueAt(owner, field.events)))}
      values={textsOf(value)}
      canClear={field.isOptional ?? false}
      hint={field.absent && say(field.absent)}
      isFit={isProperty}
      write={take}
    />
  );
}
