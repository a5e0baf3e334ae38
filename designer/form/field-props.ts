// What every field component is given, and what all fields of one form share.
import { createContext, useContext } from "react";
import type { Command } from "#designer/document/all.ts";
import type { Draft } from "#designer/document/draft.ts";
import type { Field } from "#shared/kernel/form.ts";
import { assert } from "#shared/kernel/issue.ts";

/** The names of the kinds of fields. */
export type FieldName = Field["field"];

/** What a field component takes. */
export interface FieldProps<K extends FieldName = FieldName> {
  readonly field: Field & { readonly field: K };
  /** The id of the control that the label names; composite fields are named by their group. */
  readonly inputId: string;
  /** The field's label in the person's language. */
  readonly name: string;
  readonly value: unknown;
  /** Writes a value; undefined takes the field out. */
  write(value: unknown): void;
}

/** Carries out an edit; edits of one group that follow each other closely are one step of undo. */
export type Dispatch = (command: Command, group?: string) => void;

/** What the fields of a form know of where they stand. */
export interface Surroundings {
  readonly draft: Draft;
  /** The node, or the document, that the form fills in. */
  readonly owner: Readonly<Record<string, unknown>>;
  readonly dispatch: Dispatch;
}

/** See `Surroundings`. */
export const FormContext = createContext<Surroundings | null>(null);

/** Where this field stands. */
export function useSurroundings(): Surroundings {
  const found = useContext(FormContext);
  assert(found !== null, "a field stands in a form");
  return found;
}
