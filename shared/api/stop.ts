// Whether sends are stopped, why, and who did it: what everyone at work has to see at once.
import { z } from "zod";
import { isoSchema } from "./common.ts";
import { contract } from "./contract.ts";

/** Why sends are stopped: `stoppedByPerson`, `clockJumped`, or the engine's word for a fault; null while they run. */
export const stopSchema = z.object({
  reason: z.string().nullable(),
  /** Who stopped them (an actor as in the audit log) and when; null where no person did. */
  by: z.string().nullable(),
  byName: z.string().nullable(),
  at: isoSchema.nullable(),
});
/** See `stopSchema`. */
export type StopView = z.infer<typeof stopSchema>;

/** Are sends stopped? */
export const getStop = contract({
  method: "get",
  path: "/api/stop",
  area: "system",
  summary: "Whether all sends are stopped, why, since when and by whom.",
  access: "cards",
  answer: stopSchema,
});
