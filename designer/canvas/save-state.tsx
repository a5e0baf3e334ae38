// How saving stands, in a few words; what cannot be saved says why.
import { Tooltip } from "antd";
import { useEffect, useState } from "react";
import type { Saving } from "#designer/document/autosave.ts";
import { formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { saveWords as words } from "./words.ts";

const bad: ReadonlySet<Saving["phase"]> = new Set(["offline", "stale", "refused"]);

/** This machine's clock, anew every `everyMs`. */
function useLocalNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The state of saving. */
export function SaveState({ saving, why }: { saving: Saving; why: string }) {
  const say = useSay();
  const locale = useLocale();
  const now = useLocalNow(3000);
  const { phase, savedAt } = saving;
  const saved =
    savedAt === null ? words.untouched : words.saved(formatRelative(savedAt, locale, Math.max(now, savedAt)));
  const text = say(phase === "saved" ? saved : words[phase]);
  return (
    <Tooltip title={why}>
      <span className={bad.has(phase) ? "wb-save wb-save-bad" : "wb-save"} data-phase={phase}>
        {why === "" ? text : `${text} · ${why}`}
      </span>
    </Tooltip>
  );
}
