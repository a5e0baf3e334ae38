// Which columns of a list a person sees; kept in the browser.
import { useState } from "react";

/** The columns chosen of all, and how to choose; at first `fresh`. What is kept and is not there any more is left out. */
export function useColumns<K extends string>(
  keptAs: string,
  all: readonly K[],
  fresh: readonly K[],
): [readonly K[], (next: readonly K[]) => void] {
  const [chosen, setChosen] = useState<readonly K[]>(() => {
    const kept = localStorage.getItem(keptAs);
    return kept === null ? fresh : all.filter((key) => kept.split(" ").includes(key));
  });
  return [
    chosen,
    (next) => {
      localStorage.setItem(keptAs, next.join(" "));
      setChosen(all.filter((key) => next.includes(key)));
    },
  ];
}
