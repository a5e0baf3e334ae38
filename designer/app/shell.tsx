// The frame around every page: top bar, rail, notices, the page itself, and what the keyboard opens anywhere.
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { TrialKeeper } from "#designer/panel/try-keeper.tsx";
import { useSay } from "#designer/text/say.tsx";
import { NotAllowed } from "./lost.tsx";
import { Palette } from "./palette.tsx";
import { Rail } from "./rail.tsx";
import { SampleBanner } from "./school-clock.tsx";
import { useIsOpen } from "./sections.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { StopBanner } from "./stop-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import { shellWords as words } from "./words.ts";
import "./shell.css";

/** The shell with a page in it. */
export function Shell({ children }: { children: ReactNode }) {
  const say = useSay();
  const main = useFocusOnArrival();
  const isOpen = useIsOpen(useLocation().pathname);
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const close = () => setOpen(null);
  useHotkeys("mod+k", () => setOpen("palette"), { enableOnFormTags: true, preventDefault: true });
  useHotkeys("?", () => setOpen("shortcuts"), { useKey: true, ignoreModifiers: true, preventDefault: true });
  return (
    <div className="wb-shell">
      <a className="wb-skip wb-unseen" href="#main">
        {say(words.skip)}
      </a>
      <TopBar onSearch={() => setOpen("palette")} onHelp={() => setOpen("shortcuts")} />
      <Rail />
      <div className="wb-stage">
        <SampleBanner />
        <StopBanner />
        <main id="main" ref={main} tabIndex={-1}>
          <TrialKeeper>{isOpen ? children : <NotAllowed />}</TrialKeeper>
        </main>
      </div>
      <Palette isOpen={open === "palette"} onClose={close} onShortcuts={() => setOpen("shortcuts")} />
      <ShortcutSheet isOpen={open === "shortcuts"} onClose={close} />
    </div>
  );
}

/** Focus goes to the page when its path changes, so that the keyboard and a screen reader begin there. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const seen = useRef(pathname);
  useEffect(() => {
    if (seen.current === pathname) return;
    seen.current = pathname;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [pathname]);
  return main;
}
