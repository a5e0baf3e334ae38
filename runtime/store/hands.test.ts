// What is handed over is found as if it had been written at once, by whoever waits for it, and never again after a failure.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EngineDb, StoreFull } from "./engine-db.ts";
import { LateHands } from "./hands.ts";

const WRITE =
  "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value || excluded.value";
const READ = "SELECT key, value FROM meta ORDER BY key";
const hands = (db: EngineDb) => new LateHands((batch) => db.carryOut(batch));
const write = (db: EngineDb, key: string, value: string) => db.sql(WRITE).run(key, value);

test("whatever is handed over, written and read in any order, each read finds all that came before it", () => {
  const act = fc.record({
    is: fc.constantFrom("hand", "transact", "read", "settle"),
    rows: fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2", "3")), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const [late, plain] = [new EngineDb(":memory:", { hands }), new EngineDb(":memory:")];
      for (const { is, rows } of acts) {
        if (is === "settle") late.settle();
        if (is === "read") expect(late.sql(READ).all()).toEqual(plain.sql(READ).all());
        for (const db of [late, plain]) {
          const run = () => {
            for (const [key, value] of rows) write(db, key, value);
          };
          if (is === "hand") db.hand(run);
          if (is === "transact") db.transact(run, true);
        }
      }
      expect(late.sql(READ).all()).toEqual(plain.sql(READ).all());
    }),
  );
});

test("a read of the past waits for nothing, any other read does", () => {
  const db = new EngineDb(":memory:", { hands });
  db.hand(() => write(db, "k", "1"));
  expect(db.isBusy).toBe(true);
  expect(db.past(READ).all()).toEqual([]);
  expect(db.sql(READ).all()).toEqual([{ key: "k", value: "1" }]);
  expect(db.isBusy).toBe(false);
});

test("what throws while it is handed over hands nothing over", () => {
  const db = new EngineDb(":memory:", { hands });
  const wrong = () => {
    write(db, "k", "1");
    throw new Error("no");
  };
  expect(() => db.hand(wrong)).toThrow("no");
  db.hand(() => write(db, "l", "2"));
  expect(db.sql(READ).all()).toEqual([{ key: "l", value: "2" }]);
});

test("a failure is heard once, what was handed over is not there, and nothing is written any more", () => {
  let isFull = true;
  const db = new EngineDb(":memory:", {
    hands,
    heard: (stage) => {
      if (isFull && stage === "before")
        throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    },
  });
  const heard: Error[] = [];
  db.onFault((error) => heard.push(error));
  db.hand(() => write(db, "k", "1"));
  expect(db.sql(READ).all()).toEqual([]);
  isFull = false;
  expect(() => db.hand(() => write(db, "l", "2"))).toThrow(StoreFull);
  expect(() => db.transact(() => write(db, "l", "2"), true)).toThrow(StoreFull);
  expect(db.sql(READ).all()).toEqual([]);
  expect(heard.map((error) => error instanceof StoreFull)).toEqual([true]);
});

test("a file that two connections share is kept from a second owner, and free again after the first", () => {
  const file = join(mkdtempSync(join(tmpdir(), "winback-store-")), "engine.db");
  const owner = new EngineDb(file, { share: "owner", hands });
  const guest = new EngineDb(file, { share: "guest" });
  guest.transact(() => write(guest, "k", "1"), false);
  expect(owner.sql(READ).all()).toEqual([{ key: "k", value: "1" }]);
  expect(() => new EngineDb(file, { share: "owner" })).toThrow(/locked|busy/);
  expect(() => new EngineDb(file)).toThrow(/locked|busy/);
  guest.leave();
  owner.close();
  const next = new EngineDb(file, { share: "owner" });
  expect(next.sql(READ).all()).toEqual([{ key: "k", value: "1" }]);
  next.close();
});
