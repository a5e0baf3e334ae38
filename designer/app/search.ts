// What the addresses of the shell's own pages may say.
import { z } from "zod";

/** Where to go after signing in: a path of this site, and nothing that leads elsewhere. */
export const loginSearch = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
});

/** How far the first run is, and the token if the printed link brings it. */
export const setupSearch = z.object({
  token: z.string().max(200).optional().catch(undefined),
  step: z.literal("begin").optional().catch(undefined),
});
