import fc from "fast-check";
import { expect, test } from "vitest";
import { smsParts } from "./sms.ts";

// encoding, units, parts and room of known texts, by 3GPP TS 23.038 and TS 23.040
test.each([
  ["nothing", "", "GSM-7", 0, 0, 160],
  ["160 letters", "a".repeat(160), "GSM-7", 160, 1, 160],
  ["161 letters", "a".repeat(161), "GSM-7", 161, 2, 153],
  ["306 letters", "a".repeat(306), "GSM-7", 306, 2, 153],
  ["307 letters", "a".repeat(307), "GSM-7", 307, 3, 153],
  ["80 euro signs", "€".repeat(80), "GSM-7", 160, 1, 160],
  ["158 letters and a brace", `${"a".repeat(158)}{`, "GSM-7", 160, 1, 160],
  ["159 letters and a brace", `${"a".repeat(159)}{`, "GSM-7", 161, 2, 153],
  ["a brace over the seam", `${"a".repeat(152)}{${"a".repeat(152)}`, "GSM-7", 306, 3, 153],
  ["a brace before the seam", `${"a".repeat(151)}{${"a".repeat(153)}`, "GSM-7", 306, 2, 153],
  ["70 characters of Chinese", "学".repeat(70), "UCS-2", 70, 1, 70],
  ["71 characters of Chinese", "学".repeat(71), "UCS-2", 71, 2, 67],
  ["134 characters of Chinese", "学".repeat(134), "UCS-2", 134, 2, 67],
  ["135 characters of Chinese", "学".repeat(135), "UCS-2", 135, 3, 67],
  ["one letter outside the alphabet", `${"a".repeat(70)}ê`, "UCS-2", 71, 2, 67],
  ["a small c with cedilla", "ç", "UCS-2", 1, 1, 70],
  ["a capital C with cedilla", "Ç", "GSM-7", 1, 1, 160],
  ["a backtick", "`", "UCS-2", 1, 1, 70],
  ["35 emoji", "😀".repeat(35), "UCS-2", 70, 1, 70],
  ["36 emoji", "😀".repeat(36), "UCS-2", 72, 2, 67],
  ["67 emoji, 33 a part", "😀".repeat(67), "UCS-2", 134, 3, 67],
] as const)("sizes %s", (_name, text, encoding, chars, parts, perPart) => {
  expect(smsParts(text, "", "")).toEqual({ encoding, chars, parts, perPart });
});

test("counts the signature and the opt-out tail", () => {
  expect(smsParts("学".repeat(58), "【晨光网校】", "拒收请回复R")).toEqual({
    encoding: "UCS-2",
    chars: 70,
    parts: 1,
    perPart: 70,
  });
  expect(smsParts("hello", "【晨光网校】", "")).toMatchObject({ encoding: "UCS-2", chars: 11 });
});

test("holds all of the 127 characters of the default alphabet and its ten extensions", () => {
  const gsm = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).filter(
    (char) => smsParts(char, "", "").encoding === "GSM-7",
  );
  expect(gsm.filter((char) => smsParts(char, "", "").chars === 1)).toHaveLength(127);
  expect(gsm.filter((char) => smsParts(char, "", "").chars === 2).sort()).toEqual([..."\f[\\]^{|}~€"].sort());
});

test("fills parts between what the units need and what unsplit doubles can waste", () => {
  const text = fc.array(fc.constantFrom("a", "{", "学", "😀"), { maxLength: 400 }).map((chars) => chars.join(""));
  fc.assert(
    fc.property(text, text, (first, more) => {
      const { chars, parts, perPart } = smsParts(first, "", "");
      const hasOne = perPart === 160 || perPart === 70;
      expect(parts).toBeGreaterThanOrEqual(Math.ceil(chars / perPart));
      expect(parts).toBeLessThanOrEqual(hasOne ? 1 : Math.ceil(chars / (perPart - 1)));
      expect(smsParts(first + more, "", "").parts).toBeGreaterThanOrEqual(parts);
      expect(smsParts("", first, more)).toEqual(smsParts(first + more, "", ""));
    }),
  );
});
