// What a person set up to try on each strategy, kept while they are signed in, so that neither a closed panel nor a look at the
// messages loses it.
import { createContext, type ReactNode, useContext, useState } from "react";
import { useSession } from "#designer/api/session.tsx";
import type { TrialPlan } from "./try-trial.ts";

/** A trial as its person left it: the plan, and where in time it stands, UTC ms. */
export interface KeptTrial {
  readonly plan: TrialPlan;
  readonly at: number;
}

const KeptContext = createContext<Map<string, KeptTrial> | null>(null);

/** Keeps the trials of all below it. */
export function TrialKeeper({ children }: { children: ReactNode }) {
  const [kept] = useState(() => new Map<string, KeptTrial>());
  return <KeptContext value={kept}>{children}</KeptContext>;
}

/** The trial of a strategy as it was left, else a fresh one, and how to change it. The sample school keeps its own. */
export function useKeptTrial(strategy: string, fresh: () => KeptTrial) {
  const kept = useContext(KeptContext);
  const { school } = useSession();
  const key = `${school.isSample} ${strategy}`;
  const [made, setMade] = useState(() => kept?.get(key) ?? fresh());
  const set = (next: KeptTrial) => {
    kept?.set(key, next);
    setMade(next);
  };
  return [made, set] as const;
}
