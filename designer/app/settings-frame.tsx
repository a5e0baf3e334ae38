// The frame of all settings: their navigation beside the page, and a polite refusal where the person's role does not open it.
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useSession } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import type { Scope } from "#shared/api/contract.ts";
import { NotAllowed } from "./lost.tsx";
import { Redirect } from "./redirect.tsx";
import { settingsGroups, settingsPageAt } from "./settings-pages.ts";
import { navWords as words } from "./words-settings.ts";
import "./settings.css";

/** The frame, with the page of the address in it. */
export function SettingsFrame() {
  const say = useSay();
  const { pathname } = useLocation();
  const may = useMay();
  const page = settingsPageAt(pathname);
  return (
    <div className="wb-settings">
      <nav className="wb-settings-nav" aria-label={say(words.label)}>
        {settingsGroups.map(({ label, pages }) => {
          const open = pages.filter(({ scope }) => may(scope));
          return (
            open.length > 0 && (
              <section key={label.en} aria-label={say(label)}>
                <span className="wb-settings-group" aria-hidden="true">
                  {say(label)}
                </span>
                {open.map((one) => (
                  <Link key={one.path} to={one.path} aria-current={one.path === pathname ? "page" : undefined}>
                    {say(one.label)}
                  </Link>
                ))}
              </section>
            )
          );
        })}
      </nav>
      <div className="wb-settings-page">{page === undefined || may(page.scope) ? <Outlet /> : <NotAllowed />}</div>
    </div>
  );
}

/** The settings' own address: leads to the first page. */
export function SettingsStart() {
  return <Redirect href="/settings/school" />;
}

function useMay(): (scope: Scope) => boolean {
  const { scopes } = useSession();
  return (scope) => scopes.includes(scope) || scopes.includes("admin");
}
