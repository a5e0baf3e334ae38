// The published JSON Schema of the document, from the definition that validates it: one source.
import { z } from "zod";
import { strategySchema } from "./document.ts";

/**
 * The schema of winback.strategy/1 as JSON Schema, draft 2020-12, a new object at each call. It is as closed as the validator; what JSON
 * Schema cannot say (durations, connections, one of two fields) is checked by `parseStrategy` alone.
 */
export function strategyJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(strategySchema, { target: "draft-2020-12", io: "input" });
  return { $schema, $id: "winback.strategy/1", ...rest };
}
