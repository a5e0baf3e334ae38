import { expect, test } from "vitest";
import { clockOf } from "./clock.ts";

const typed = {
  "9": "09:00",
  "930": "09:30",
  "9:30": "09:30",
  "21.30": "21:30",
  "２１：３０": null,
  "21：30": "21:30",
  " 08:00 ": "08:00",
  "0000": "00:00",
  "24:00": null,
  "9:60": null,
  "93": null,
  "": null,
  noon: null,
};

test.each(Object.entries(typed))("%j typed is %j", (text, clock) => {
  expect(clockOf(text)).toBe(clock);
});
