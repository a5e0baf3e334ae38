// The trial that the panel's parts share: what the person made of it, where in time it stands, and how it stands there.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useSay } from "#designer/text/say.tsx";
import type { Strategy } from "#shared/strategy/document.ts";
import { useKeptTrial } from "./try-keeper.tsx";
import { play, type TryState } from "./try-run.ts";
import { freshPlan, type Trial, type TrialPlan, type TrialSchool } from "./try-trial.ts";
import { tryWords as words } from "./words-try.ts";

/** A trial at work. */
export interface TrialDesk {
  readonly trial: Trial;
  readonly state: TryState;
  /** The school's zone, in which every time is shown. */
  readonly zone: string;
  /** Goes to an instant. */
  readonly go: (at: number) => void;
  /** Changes the plan; stays where it stands, unless told where to go. */
  readonly change: (plan: TrialPlan, at?: number) => void;
  /** A made-up learner from the beginning. */
  readonly renew: () => void;
}

const TrialContext = createContext<TrialDesk | null>(null);

/** The trial. */
export function useTrial(): TrialDesk {
  const desk = useContext(TrialContext);
  if (desk === null) throw new Error("useTrial stands outside of TrialProvider");
  return desk;
}

/** Gives the trial of a strategy's document: as it was left, else one that begins on the day of `nowAt` (UTC ms). */
export function TrialProvider(given: {
  readonly strategy: string;
  readonly document: Strategy;
  readonly school: TrialSchool;
  readonly nowAt: number;
  readonly zone: string;
  readonly children: ReactNode;
}) {
  const { document, school, nowAt, zone } = given;
  const say = useSay();
  const fresh = () => {
    const plan = freshPlan(nowAt, zone, say(words.sampleName), document.audience);
    return { plan, at: plan.events.at(-1)?.at ?? plan.startAt };
  };
  const [made, setMade] = useKeptTrial(given.strategy, fresh);
  const trial = useMemo<Trial>(() => ({ ...made.plan, document, school }), [made.plan, document, school]);
  const state = useMemo(() => play(trial, made.at), [trial, made.at]);
  const desk: TrialDesk = {
    trial,
    state,
    zone,
    go: (at) => setMade({ plan: made.plan, at: Math.min(Math.max(at, made.plan.startAt), made.plan.endAt) }),
    change: (plan, at) => setMade({ plan, at: Math.max(at ?? made.at, plan.startAt) }),
    renew: () => setMade(fresh()),
  };
  return <TrialContext value={desk}>{given.children}</TrialContext>;
}
