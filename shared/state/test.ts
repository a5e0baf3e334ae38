// A test over an event's data: field, operator, value; a list is a conjunction. Data, so that the canvas can draw it.
import { z } from "zod";

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

/** One comparison of a data field. `exists` looks at presence only; `in` at a list. */
export const testSchema = z
  .array(
    z.strictObject({
      field: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
      op: z.enum(["eq", "ne", "lt", "le", "gt", "ge", "in", "exists"]),
      value: z.union([scalar, z.array(scalar).max(100)]).optional(),
    }),
  )
  .min(1)
  .max(10);

/** A conjunction of comparisons over an event's data. */
export type Test = z.infer<typeof testSchema>;

type Operator = (actual: unknown, value: unknown) => boolean;

/** Order of two scalars of the same type; null where they cannot be compared. */
function order(actual: unknown, value: unknown): number | null {
  if (typeof actual === "number" && typeof value === "number") return actual - value;
  if (typeof actual === "string" && typeof value === "string") return actual < value ? -1 : actual > value ? 1 : 0;
  return null;
}

function ordered(holds: (order: number) => boolean): Operator {
  return (actual, value) => {
    const result = order(actual, value);
    return result !== null && holds(result);
  };
}

/** The comparison operators, by name; an absent value satisfies only `ne`. */
export const operators: Record<Test[number]["op"], Operator> = {
  eq: (actual, value) => actual === value,
  ne: (actual, value) => actual !== value,
  lt: ordered((n) => n < 0),
  le: ordered((n) => n <= 0),
  gt: ordered((n) => n > 0),
  ge: ordered((n) => n >= 0),
  in: (actual, value) => Array.isArray(value) && value.includes(actual),
  exists: (actual, value) => (actual !== undefined && actual !== null) === (value !== false),
};

/** Whether an event's data pass the test; no test passes everything. */
export function passes(test: Test | null, data: Readonly<Record<string, unknown>> | null): boolean {
  if (test === null) return true;
  return test.every(({ field, op, value }) => operators[op](data?.[field], value));
}
