// Keeps the order of the rooms, and the READMEs' statement of it.
import { expect, test } from "vitest";
import { judgeImport, judgePlace, rooms, statedOrders } from "./rooms.ts";
import { isTest, parseModule, productModules, readText, specifiersOf } from "./source.ts";

test("every module stands in a room and imports only from rooms to its left", () => {
  const modules = productModules();
  const wrong = modules.flatMap((module) => {
    const imports = specifiersOf(module).map((specifier) => [specifier, judgeImport(module.path, specifier)] as const);
    const bad = imports
      .filter(([, why]) => why !== null)
      .map(([specifier, why]) => `${module.path}: ${specifier} ${why}`);
    const place = judgePlace(module.path);
    return place === null ? bad : [...bad, `${module.path}: ${place}`];
  });
  expect(wrong).toEqual([]);
  expect(modules.filter((module) => !isTest(module.path)).length).toBeGreaterThan(60);
  expect(modules.flatMap(specifiersOf).length).toBeGreaterThan(200);
});

test("the README states the same order", () => {
  const texts = ["README.md", "shared/README.md", "runtime/README.md", "designer/README.md"].map(
    (path) => readText(path) ?? "",
  );
  const stated = texts.flatMap(statedOrders);
  for (const { side, order } of stated) expect(order).toEqual(rooms[side]);
  expect(new Set(stated.map(({ side }) => side))).toEqual(new Set(["shared", "runtime", "designer"]));
});

test("a stated order is read with its equals", () => {
  expect(statedOrders("Rooms:\n\n    runtime:  store, transport · engine\nshared: one\n")).toEqual([
    { side: "runtime", order: [["store", "transport"], ["engine"]] },
  ]);
});

test("every way to import is seen", () => {
  const text = `import "./a.ts"; import type { B } from "./b.ts"; export * from "./c.ts"; export { d } from "./d.ts";
    type E = import("./e.ts").E; const f = import("./f.ts"); const g = import(f);`;
  expect(specifiersOf(parseModule("x.ts", text)).sort()).toEqual(
    ["./a.ts", "./b.ts", "./c.ts", "./d.ts", "./e.ts", "./f.ts", null].sort(),
  );
});

const cases = `
  shared/flow/step.ts         ./plan.ts                       ok
  shared/flow/step.ts         #shared/kernel/heap.ts          ok
  shared/flow/step.ts         #shared/node/all.ts             ok
  shared/flow/step.ts         zod                             ok
  shared/flow/step.ts         @noble/hashes/sha2.js           ok
  shared/flow/step.test.ts    fast-check                      ok
  shared/flow/deep/step.ts    #shared/flow/plan.ts            ok
  runtime/engine/loop.ts      #shared/api/words.ts            ok
  runtime/engine/loop.ts      #runtime/store/open.ts          ok
  runtime/engine/loop.ts      node:fs                         ok
  e2e/home.spec.ts            #runtime/main/winback.ts        ok
  e2e/crash/main.ts           #e2e/api/server.ts              ok
  shared/flow/step.ts         ../node/all.ts                  leaves
  shared/flow/step.ts         ./deep/plan.ts                  leaves
  shared/flow/step.ts         #shared/flow/plan.ts            same folder
  shared/flow/step.ts         #shared/node/all                extension
  shared/flow/step.ts         #shared/api/words.ts            right
  shared/flow/step.ts         #shared/gallery/one.json        no room
  shared/flow/step.ts         #runtime/store/open.ts          to runtime
  shared/flow/step.ts         fast-check                      not a package
  shared/flow/step.ts         node:fs                         not a package
  runtime/store/open.ts       #runtime/transport/webhook.ts   right
  runtime/transport/post.ts   #runtime/store/open.ts          right
  runtime/engine/loop.ts      #runtime/http/app.ts            right
  runtime/engine/loop.ts      #e2e/api/server.ts              to its tests
  designer/form/field.tsx     #designer/text/say.tsx          ok
  designer/app/shell.tsx      #designer/ui/base.css           ok
  designer/form/field.tsx     #shared/node/all.ts             ok
  designer/form/field.tsx     antd                            ok
  designer/form/field.tsx     ./field.css                     ok
  designer/form/field.tsx     #designer/canvas/store.ts       right
  designer/form/field.tsx     #runtime/http/app.ts            to runtime
  shared/api/common.ts        #designer/ui/theme.ts           to designer
  runtime/engine/loop.ts      #designer/app/page.ts           to designer`;

test.each(
  cases
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s{2,}/)),
)("%s importing %s: %s", (from, to, said) => {
  expect(judgeImport(from ?? "", to ?? "") ?? "ok").toContain(said);
});

test("a file beside the rooms is refused", () => {
  expect(judgePlace("shared/loose.ts")).toBe("stands in no room");
  expect(judgePlace("runtime/cellar/a.ts")).toBe("stands in no room");
  expect(judgePlace("designer/helpers/a.tsx")).toBe("stands in no room");
  expect(judgePlace("runtime/main/oulad/read.ts")).toBeNull();
  expect(judgePlace("vite.config.ts")).toBeNull();
});
