import { expect, test } from "vitest";
import css from "./base.css?raw";
import { seeds } from "./theme.ts";

/** The pair of a CSS variable, light first. */
function pairOf(name: string): string[] {
  const found = new RegExp(`--wb-${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css);
  return found === null ? [] : [found[1] ?? "", found[2] ?? ""];
}

function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ["primary", "primary"],
  ["good", "good"],
  ["warn", "warn"],
  ["bad", "bad"],
  ["text", "text"],
  ["page", "page"],
  ["surface", "surface"],
  ["raised", "raised"],
  ["line", "line"],
  ["on-solid", "onSolid"],
] as const)("--wb-%s is antd's %s in both looks", (variable, seed) => {
  expect(pairOf(variable)).toEqual([seeds.light[seed], seeds.dark[seed]]);
});

const grounds = ["page", "surface", "surface-2", "raised"];
test.each([
  "text",
  "text-2",
  "text-3",
  "primary",
  "good",
  "warn",
  "bad",
])("%s is readable on every ground (AA)", (ink) => {
  for (const ground of [...grounds, ...(["primary", "good", "warn", "bad"].includes(ink) ? [`${ink}-soft`] : [])]) {
    const [inks, papers] = [pairOf(ink), pairOf(ground)];
    for (const look of [0, 1]) expect(contrast(inks[look] ?? "", papers[look] ?? "")).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(["primary", "good", "warn", "bad"])("text on solid %s is readable (AA)", (solid) => {
  const [ink, paper] = [pairOf("on-solid"), pairOf(solid)];
  for (const look of [0, 1]) expect(contrast(ink[look] ?? "", paper[look] ?? "")).toBeGreaterThanOrEqual(4.5);
});
