import { expect, test } from "vitest";
import { isPressed, keyNames } from "./keys.ts";

const press = (key: string, ...held: string[]) => ({
  key,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  shiftKey: held.includes("shift"),
  altKey: held.includes("alt"),
});

const cases = [
  ["mod+z", press("z", "ctrl"), true],
  ["mod+z", press("z", "meta"), true],
  ["mod+z", press("Z", "ctrl", "shift"), false],
  ["mod+shift+z", press("Z", "ctrl", "shift"), true],
  ["f", press("f"), true],
  ["f", press("f", "ctrl"), false],
  ["f", press("F", "shift"), false],
  ["?", press("?", "shift"), true],
  ["?", press("?"), true],
  ["delete", press("Delete"), true],
  ["c", press("c", "alt"), false],
] as const;

test.each(cases)("%s pressed by %j: %s", (shortcut, pressed, is) => {
  expect(isPressed(shortcut, pressed)).toBe(is);
});

test("keys are called as the keyboard calls them", () => {
  expect(keyNames("mod+shift+z", false)).toEqual(["Ctrl", "Shift", "Z"]);
  expect(keyNames("mod+z", true)).toEqual(["⌘", "Z"]);
});
