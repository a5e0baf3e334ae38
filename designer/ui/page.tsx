// The frame of a page inside the shell: its heading with what can be done, and its body.
import { type ReactNode, useEffect } from "react";
import "./page.css";

/** The product's name, the same in both languages. */
export const PRODUCT = "Winback 挽回";

/** Sets the document's title while the page stands. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? PRODUCT : `${title} · ${PRODUCT}`;
  }, [title]);
}

/** A page: `title` is its one h1 and the document's title. */
export function Page(given: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}) {
  useTitle(given.title);
  return (
    <div className={given.narrow ? "wb-page wb-page-narrow" : "wb-page"}>
      <header className="wb-page-head">
        <div>
          <h1>{given.title}</h1>
          {given.lead !== undefined && <p className="wb-page-lead">{given.lead}</p>}
        </div>
        {given.actions !== undefined && <div className="wb-page-actions">{given.actions}</div>}
      </header>
      {given.children}
    </div>
  );
}

/** A white block on a page, with a heading of its own. */
export function Panel({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="wb-panel" aria-label={title}>
      <header className="wb-panel-head">
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}

/** What stands where there is nothing yet: what it is for, and the one thing to do. `isPage`: it is all of a page. */
export function EmptyState(given: { title: string; hint?: string; action?: ReactNode; isPage?: boolean }) {
  const { title, hint, action } = given;
  const Heading = given.isPage ? "h1" : "h2";
  return (
    <div className="wb-empty">
      <svg viewBox="0 0 72 48" width="96" height="64" aria-hidden="true">
        <rect x="1" y="16" width="18" height="16" rx="4" />
        <rect x="53" y="2" width="18" height="16" rx="4" />
        <rect x="53" y="30" width="18" height="16" rx="4" />
        <path d="M19 24h14c8 0 4-14 20-14M33 24c8 0 4 14 20 14" />
      </svg>
      <Heading>{title}</Heading>
      {hint !== undefined && <p>{hint}</p>}
      {action}
    </div>
  );
}
