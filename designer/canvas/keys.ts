// Keys of the canvas: how a shortcut is written ("mod+shift+z"), whether a key press is it, and how people read it.

/** What of a key press counts. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a key press is a shortcut. Signs such as `?` are told by what they write, whatever Shift says. */
export function isPressed(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split("+");
  const key = parts.at(-1) === "plus" ? "+" : (parts.at(-1) ?? "");
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  if (press.key.toLowerCase() !== key) return false;
  if (parts.includes("mod") !== (press.ctrlKey || press.metaKey) || parts.includes("alt") !== press.altKey)
    return false;
  return isSign || parts.includes("shift") === press.shiftKey;
}

const names: Readonly<Record<string, string>> = {
  mod: "Ctrl",
  shift: "Shift",
  alt: "Alt",
  delete: "Delete",
  backspace: "Backspace",
  escape: "Esc",
  plus: "+",
};

/** The keys of a shortcut as they are called; `isMac` for the signs of that keyboard. */
export function keyNames(shortcut: string, isMac: boolean): string[] {
  return shortcut.split("+").map((part) => {
    if (isMac && part === "mod") return "⌘";
    return names[part] ?? part.toUpperCase();
  });
}
