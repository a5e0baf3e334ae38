// The fields that every node has, of whatever kind.
import { type Field, say } from "#shared/kernel/form.ts";

/** What a node is called. */
export const nameField = {
  path: "name",
  field: "localised",
  max: 80,
  label: say("名称", "Name"),
  isOptional: true,
  absent: say("按类型显示", "The kind's own name"),
} as const satisfies Field;

/** What its author wants to remember. */
export const noteField = {
  path: "note",
  field: "text",
  max: 2000,
  lines: 3,
  label: say("备注", "Note"),
  help: say("只给同事看，不影响运行", "For colleagues; it changes nothing"),
  isOptional: true,
} as const satisfies Field;
