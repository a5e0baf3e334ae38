// The generator speaks of every kind there is, and everything it draws compiles.
import { expect, test } from "vitest";
import { nodeKinds } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { Random } from "./random.ts";
import { makeSchool } from "./school.ts";
import { drawStrategy } from "./strategies.ts";

test("drawn strategies compile and together hold every kind of signal, node, channel and subject", {
  timeout: 60_000,
}, () => {
  const drawn = Array.from({ length: 120 }, (_, seed) => {
    const random = new Random(seed);
    const { startAt, settings } = makeSchool(random, 1, 30);
    return drawStrategy(random, "drawn", startAt, settings);
  });
  const nodes = drawn.flatMap((document) => document.nodes);
  const kinds = new Set(nodes.map((node) => (node.type === "signal" ? node.kind : node.type)));
  expect([...kinds].sort()).toEqual(
    ["tier", ...signalKinds.map((kind) => kind.kind), ...nodeKinds.map((kind) => kind.type)].sort(),
  );
  const channels = drawn.flatMap(({ messages = {} }) => Object.values(messages).map(({ channel }) => channel));
  expect([...new Set(channels)].sort()).toEqual(["email", "inapp", "push", "sms", "wechat"]);
  expect(new Set(drawn.map(({ subject }) => JSON.stringify(subject))).size).toBe(3);
});
