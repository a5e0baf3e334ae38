// What is fetched when it is first wanted: a dialog that most visits never open is no part of a page's first load.
import { type ReactNode, Suspense, useState } from "react";

/** Shows its children from the first time on that they are wanted, so that what has opened can also close. */
export function Later({ isWanted, children }: { isWanted: boolean; children: ReactNode }) {
  const [wasWanted, setWanted] = useState(isWanted);
  if (isWanted && !wasWanted) setWanted(true);
  return wasWanted && <Suspense fallback={null}>{children}</Suspense>;
}
