// What tiers are called in a backtest: as the draft names them, else by their id.
import { useCallback } from "react";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { useLocale } from "#designer/text/say.tsx";

/** Names a tier. */
export function useTierName(): (tier: string) => string {
  const locale = useLocale();
  const draft = useCanvas(({ history }) => history.present);
  return useCallback((tier) => nameIn(draft, tier, locale), [draft, locale]);
}
