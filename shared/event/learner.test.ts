// Upserts of learners: closed, bounded, and every refusal says where.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLearner, isAttributeKey, MAX_ATTRIBUTES } from "./learner.ts";

function refusals(value: unknown): [string, ...(string | number)[]][] {
  const checked = checkLearner(value);
  return "issues" in checked ? checked.issues.map(({ code, path }) => [code, ...path]) : [];
}

test("takes a whole learner as it is", () => {
  const learner = {
    id: "u1",
    name: "李雷",
    zone: "Asia/Shanghai",
    locale: "zh-Hans-CN",
    birthDate: "2014-02-28",
    attributes: { status: "studying", level: 3, isTrial: false, tags: ["a", "b"], gone: null, 班级: "三班" },
    addresses: { sms: "+8613800138000", email: "li@example.com", push: "token", wechat: "oABC-1_x" },
    consent: { sms: false, email: true },
    guardian: { name: "李父", addresses: { sms: "13800138001" }, consent: { sms: true } },
  };
  expect(checkLearner(learner)).toEqual({ learner });
  expect(checkLearner({ id: "u2" })).toEqual({ learner: { id: "u2" } });
});

test("lets null take away a field, an address and the guardian", () => {
  const patch = { id: "u1", name: null, zone: null, guardian: null, addresses: { sms: null } };
  expect(checkLearner(patch)).toEqual({ learner: patch });
});

test("refuses keys that it does not know, at any level, with their path", () => {
  const known = { id: "u1", guardian: { addresses: {} } };
  expect(refusals({ ...known, emial: "x" })).toEqual([["learner.unknownKey", "emial"]]);
  expect(refusals({ id: "u1", addresses: { inapp: "x" } })).toEqual([["learner.unknownKey", "addresses", "inapp"]]);
  expect(refusals({ id: "u1", guardian: { phone: "1" } })).toEqual([["learner.unknownKey", "guardian", "phone"]]);
  expect(refusals({ id: "u1", consent: { emial: false } })).toEqual([["learner.key", "consent", "emial"]]);
});

test("refuses a learner without an id, and values that no field can hold", () => {
  for (const value of [null, [], "u1", 3]) expect(refusals(value)).toEqual([["learner.shape"]]);
  expect(refusals({ name: "x" })).toEqual([["learner.missing", "id"]]);
  const wrong: [string, unknown][] = [
    ["id", "a\nb"],
    ["name", ""],
    ["zone", "Mars/Olympus"],
    ["zone", "+08:00"],
    ["locale", "zh_CN"],
    ["birthDate", "2015-02-29"],
  ];
  for (const [field, value] of wrong)
    expect(refusals({ id: "u1", [field]: value })).toEqual([[`learner.${field}`, field]]);
  expect(refusals({ id: "u1", addresses: { sms: "1.38E+10", email: "nobody" } })).toEqual([
    ["learner.addresses", "addresses", "sms"],
    ["learner.addresses", "addresses", "email"],
  ]);
  expect(refusals({ id: "u1", consent: { sms: "yes" } })).toEqual([["learner.consent", "consent", "sms"]]);
});

test("bounds attributes in number, name and kind", () => {
  const attributes = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, index]));
  expect(refusals({ id: "u1", attributes: attributes(MAX_ATTRIBUTES) })).toEqual([]);
  expect(refusals({ id: "u1", attributes: attributes(MAX_ATTRIBUTES + 1) })).toEqual([
    ["learner.tooMany", "attributes"],
  ]);
  for (const value of [{}, [1], Number.POSITIVE_INFINITY, "x".repeat(1001)])
    expect(refusals({ id: "u1", attributes: { a: value } })).toEqual([["learner.attributes", "attributes", "a"]]);
  for (const key of ["a.b", "1a", "", "__proto__", "constructor", "prototype"]) {
    const value: unknown = JSON.parse(`{"id":"u1","attributes":{${JSON.stringify(key)}:1}}`);
    expect(refusals(value), key).toEqual([["learner.key", "attributes", key]]);
    expect(isAttributeKey(key), key).toBe(false);
  }
});

test("never throws, whatever comes", () => {
  const field = fc.anything();
  const shape = fc.record(
    { id: fc.constant("u1"), attributes: field, addresses: field, consent: field, guardian: field },
    { requiredKeys: ["id"] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), shape), (value) => {
      const checked = checkLearner(value);
      if ("issues" in checked) expect(checked.issues.every(({ code }) => code.startsWith("learner."))).toBe(true);
      else expect(checked.learner.id).toBe((value as { id: string }).id);
    }),
    { numRuns: 500 },
  );
});
