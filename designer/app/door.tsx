// The frame of the pages outside: the mark, one card, language and look.
import type { ReactNode } from "react";
import { useSay } from "#designer/text/say.tsx";
import { PRODUCT, useTitle } from "#designer/ui/page.tsx";
import { Mark } from "./mark.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { LanguageButton } from "./top-bar.tsx";
import { doorWords as words } from "./words-door.ts";
import "./door.css";

/** A page outside; `title` is its one h1. */
export function Door(given: { title: string; lead?: string; isWide?: boolean; children: ReactNode }) {
  const say = useSay();
  useTitle(given.title);
  return (
    <div className="wb-door">
      <header className="wb-door-bar">
        <span className="wb-brand">
          <Mark size={28} />
          {PRODUCT}
        </span>
        <span className="wb-door-tagline">{say(words.tagline)}</span>
        <LanguageButton />
        <ThemeMenu />
      </header>
      <main className={given.isWide ? "wb-door-card wb-door-wide" : "wb-door-card"}>
        <h1>{given.title}</h1>
        {given.lead !== undefined && <p className="wb-page-lead">{given.lead}</p>}
        {given.children}
      </main>
    </div>
  );
}
