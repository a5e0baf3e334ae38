// Which component fills in which kind of field: one line each, and a kind without a line does not compile.
import type { ComponentType } from "react";
import { CausesField, ChoiceField, FlagField, OutcomesField, TagsField, WeekdaysField } from "./choice-fields.tsx";
import { ConditionField } from "./condition-field.tsx";
import { DurationField } from "./duration-field.tsx";
import { EventField, EventsField, PropertyField } from "./event-fields.tsx";
import type { FieldName, FieldProps } from "./field-props.ts";
import { ArmsField, CasesField, ScoresField } from "./flow-fields.tsx";
import { NumberField, RatioField, WeightField } from "./number-fields.tsx";
import { CapsField, SubjectField } from "./policy-fields.tsx";
import { AttributesField, TemplatesField } from "./record-fields.tsx";
import { MessageField, NodeField } from "./reference-fields.tsx";
import { RruleField } from "./rrule-field.tsx";
import { TestField } from "./test-field.tsx";
import {
  DateField,
  HoursField,
  LocalisedField,
  SaltField,
  SlugField,
  TextField,
  TimeField,
  UrlField,
} from "./text-fields.tsx";
import { EnterField, ReachField } from "./tier-fields.tsx";

/** How a kind of field is shown: whether it is one control, which the label names, or several under one heading. */
interface View<K extends FieldName> {
  readonly Control: ComponentType<FieldProps<K>>;
  readonly isGroup?: true;
}

const views: { readonly [K in FieldName]: View<K> } = {
  arms: { Control: ArmsField, isGroup: true },
  attributes: { Control: AttributesField, isGroup: true },
  caps: { Control: CapsField, isGroup: true },
  cases: { Control: CasesField, isGroup: true },
  causes: { Control: CausesField, isGroup: true },
  choice: { Control: ChoiceField },
  condition: { Control: ConditionField, isGroup: true },
  date: { Control: DateField },
  duration: { Control: DurationField },
  enter: { Control: EnterField, isGroup: true },
  event: { Control: EventField },
  events: { Control: EventsField },
  flag: { Control: FlagField },
  hours: { Control: HoursField, isGroup: true },
  localised: { Control: LocalisedField, isGroup: true },
  message: { Control: MessageField },
  node: { Control: NodeField },
  number: { Control: NumberField },
  outcomes: { Control: OutcomesField },
  property: { Control: PropertyField },
  ratio: { Control: RatioField },
  reach: { Control: ReachField, isGroup: true },
  rrule: { Control: RruleField },
  salt: { Control: SaltField },
  scores: { Control: ScoresField, isGroup: true },
  slug: { Control: SlugField },
  subject: { Control: SubjectField, isGroup: true },
  tags: { Control: TagsField },
  templates: { Control: TemplatesField, isGroup: true },
  test: { Control: TestField, isGroup: true },
  text: { Control: TextField },
  time: { Control: TimeField },
  url: { Control: UrlField },
  weekdays: { Control: WeekdaysField, isGroup: true },
  weight: { Control: WeightField },
};

/** The view of a kind of field; the field itself says which properties go with it. */
export function viewOf(name: FieldName): View<FieldName> {
  return views[name] as unknown as View<FieldName>;
}
