// What the address of the studio says: which part is open, in which language, and whose data the preview shows.
import { z } from "zod";

/** The search parameters of `/strategies/:id/messages/:message`; what they say wrongly is left out. */
export const studioSearch = z.object({
  tab: z.enum(["texts", "experiment"]).optional().catch(undefined),
  locale: z.enum(["zh-CN", "en"]).optional().catch(undefined),
  learner: z.string().max(200).optional().catch(undefined),
});
/** See `studioSearch`. */
export type StudioSearch = z.output<typeof studioSearch>;
