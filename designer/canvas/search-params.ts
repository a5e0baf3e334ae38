// What the address of the canvas says: which node is selected and which panel is open.
import { z } from "zod";

/** The search parameters of `/strategies/:id`; what they say wrongly is left out. */
export const canvasSearch = z.object({
  node: z.string().max(64).optional().catch(undefined),
  panel: z.string().max(32).optional().catch(undefined),
});
/** See `canvasSearch`. */
export type CanvasSearch = z.output<typeof canvasSearch>;
