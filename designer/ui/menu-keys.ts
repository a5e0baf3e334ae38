// Enter on an entry of a menu does what the entry says and no more: the browser would go on to press whatever the keyboard came to then,
// such as the button of the dialog that the entry opened.
import { useEffect } from "react";

/** Listens while the page stands. */
export function useMenuKeys(): void {
  useEffect(() => {
    const keep = (event: KeyboardEvent) => {
      const isOnEntry = event.target instanceof Element && event.target.matches("[role='menuitem']");
      if (event.key === "Enter" && isOnEntry) event.preventDefault();
    };
    addEventListener("keydown", keep, true);
    return () => removeEventListener("keydown", keep, true);
  }, []);
}
