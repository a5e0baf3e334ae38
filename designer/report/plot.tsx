// The frame of one picture of an experiment: a heading of its own, no landmark, since there are several alike on a page.
import type { ReactNode } from "react";

/** The frame. */
export function Plot({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="wb-plot">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
