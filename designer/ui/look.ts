// The look that was chosen here; apart from its components, for it is put on before any of them is there.
import type { ThemeChoice } from "./theme.ts";

/** Where the browser keeps it. */
export const LOOK_KEPT_AS = "winback.theme";

/** What was chosen. */
export function keptChoice(): ThemeChoice {
  const kept = localStorage.getItem(LOOK_KEPT_AS);
  return kept === "light" || kept === "dark" ? kept : "system";
}
