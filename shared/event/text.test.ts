// Ids and slugs: what passes is what survives UTF-8, and foreign names never fall together.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isEventType } from "./catalog.ts";
import { customType, isId, isRecord, MAX_ID_CHARS, slug } from "./text.ts";

test("accepts ids of any script and refuses control characters, lone surrogates, wrong lengths and other types", () => {
  for (const id of ["a", "学员-1", "😀", "a b", "x".repeat(MAX_ID_CHARS), "\u00a0"]) expect(isId(id), id).toBe(true);
  for (const id of [
    "",
    "x".repeat(MAX_ID_CHARS + 1),
    "a\nb",
    "\u0000",
    "\u007f",
    "\u0085",
    "\ud83d",
    "\ude00",
    "a\ud83d",
    "\ude00\ud83d",
    7,
    null,
  ])
    expect(isId(id), JSON.stringify(id)).toBe(false);
});

test("an id is what a strict UTF-8 round trip and the Unicode classes say it is", () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0xd800, max: 0xdfff }),
    fc.integer({ min: 0, max: 0xa0 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 8 }), (units) => {
      const text = String.fromCharCode(...units);
      expect(isId(text)).toBe(text.length > 0 && !/[\p{Cc}\p{Cs}]/u.test(text));
    }),
    { numRuns: 2000 },
  );
});

test("takes only what JSON.parse makes for an object", () => {
  expect([{}, Object.create(null), JSON.parse('{"__proto__":1}')].map(isRecord)).toEqual([true, true, true]);
  expect([[], null, new Date(0), new Map(), "x", 1].map(isRecord)).toEqual(Array(6).fill(false));
});

test("slugs a foreign name whatever way its words are joined", () => {
  for (const name of ["Lesson Completed", "lessonCompleted", "lesson_completed", " lesson-completed! "])
    expect(slug(name)).toBe("lesson_completed");
});

test("makes a valid custom type of any name, and different types of names that differ beyond ASCII or in length", () => {
  expect(customType("Video Paused")).toBe("custom.video_paused");
  expect(customType("voided", "xapi_")).toBe("custom.xapi_voided");
  expect(customType("完课")).not.toBe(customType("退课"));
  expect(customType("a".repeat(300))).not.toBe(customType("a".repeat(301)));
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (name) => void expect(isEventType(customType(name, "xapi_"))).toBe(true),
    ),
  );
});
