// The rail: the sections a role may open.
import { Link, useLocation } from "@tanstack/react-router";
import { useSay } from "#designer/text/say.tsx";
import { isIn, useOpenSections } from "./sections.tsx";
import { shellWords as words } from "./words.ts";

/** The navigation. */
export function Rail() {
  const say = useSay();
  const { pathname } = useLocation();
  const open = useOpenSections();
  return (
    <nav className="wb-rail" aria-label={say(words.sections)}>
      {open.map((section) => (
        <Link
          key={section.path}
          to={section.path}
          className="wb-rail-item"
          aria-current={isIn(section, pathname) ? "page" : undefined}
        >
          <span className="wb-rail-icon" aria-hidden="true">
            {section.icon}
          </span>
          {say(section.label)}
        </Link>
      ))}
    </nav>
  );
}
