import { expect, test } from "vitest";
import { signalKinds } from "#shared/signal/all.ts";
import { gallery } from "./gallery.ts";
import { thresholdOf, withThreshold } from "./threshold.ts";
import { parseStrategy } from "./validate.ts";

const signal = (more: object) => ({ id: "s", type: "signal", ...more });

test.each([
  [{ kind: "absence", for: "P3D" }, "for", ["P1D", "P3D", "P5D", "P7D", "P14D"]],
  [{ kind: "stall", for: "P10D" }, "for", ["P7D", "P10D", "P14D", "P21D", "P30D"]],
  [{ kind: "overdue", within: "PT15M" }, "within", ["PT10M", "PT15M", "PT30M", "PT1H", "PT2H"]],
  [{ kind: "overdue", due: "dueAt", grace: "P60D" }, "grace", ["P7D", "P14D", "P21D", "P30D", "P60D"]],
  [{ kind: "count", atLeast: 2 }, "atLeast", [1, 2, 3, 4, 5]],
  [{ kind: "drop", to: 0.5 }, "to", [0.4, 0.5, 0.6, 0.7, 0.8]],
  [{ kind: "metric", value: 60 }, "value", [30, 45, 60, 75, 90]],
])("the threshold of %j is %s, with values around it", (node, field, choices) => {
  expect(thresholdOf(signal(node))).toEqual({
    field,
    present: choices.find((one) => Object.values(node).includes(one)),
    choices,
  });
});

test("what has no threshold has none", () => {
  for (const node of [
    signal({ kind: "attribute" }),
    signal({ kind: "schedule", at: "08:00" }),
    { type: "tier", rank: 1 },
  ])
    expect(thresholdOf(node)).toBeNull();
});

test("every value offered makes a document that is a strategy", () => {
  let count = 0;
  for (const { document } of gallery) {
    for (const node of document.nodes) {
      const found = thresholdOf(node);
      for (const value of found?.choices ?? []) {
        const made = withThreshold(document, node.id, found?.field ?? "", value);
        expect([document.id, node.id, value, "issues" in parseStrategy(made) ? parseStrategy(made) : []]).toEqual([
          document.id,
          node.id,
          value,
          [],
        ]);
        count += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(40);
});

test("a fresh signal of every kind that is measured by one number can be slid", () => {
  const slid = signalKinds.filter(({ fresh }) => thresholdOf(signal(fresh)) !== null).map(({ kind }) => kind);
  expect(slid).toEqual(expect.arrayContaining(["absence", "drop", "stall", "behind", "count", "metric", "overdue"]));
});

test("another value leaves the rest of the document alone", () => {
  const [first] = gallery;
  const document = first?.document;
  if (document === undefined) throw new Error("the gallery is empty");
  expect(withThreshold(document, "silent3", "for", "P5D")?.nodes.find(({ id }) => id === "silent3")).toMatchObject({
    for: "P5D",
  });
  expect(withThreshold(document, "silent3", "nothing", 1)).toBeNull();
  expect(withThreshold(document, "watch", "rank", 2)).toBeNull();
});
