// The chosen look: kept in the browser, followed from the system where it says so, and given to antd and to the page's CSS.
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { keptChoice, LOOK_KEPT_AS } from "./look.ts";
import type { ThemeChoice } from "./theme.ts";

interface Look {
  readonly choice: ThemeChoice;
  readonly look: "light" | "dark";
  readonly choose: (choice: ThemeChoice) => void;
}

const LookContext = createContext<Look>({ choice: "system", look: "light", choose: () => {} });

/** Whether a media query holds, now and later. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (hear: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", hear);
      return () => list.removeEventListener("change", hear);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Gives the look to all below it and keeps the choice. */
export function LookProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(keptChoice);
  const isSystemDark = useMedia("(prefers-color-scheme: dark)");
  const look = choice === "system" ? (isSystemDark ? "dark" : "light") : choice;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = look;
  }, [look]);
  const choose = useCallback((next: ThemeChoice) => {
    localStorage.setItem(LOOK_KEPT_AS, next);
    setChoice(next);
  }, []);
  const value = useMemo(() => ({ choice, look, choose }), [choice, look, choose]);
  return <LookContext value={value}>{children}</LookContext>;
}

/** The look in force, what was chosen, and how to choose. */
export function useLook(): Look {
  return useContext(LookContext);
}
