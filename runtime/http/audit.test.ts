// The audit log's chain, as an admin asks after it.
import { expect, test } from "vitest";
import { audit } from "#runtime/store/school/schema.ts";
import { createKit, NOW } from "./testkit.ts";

test("the chain is told whole, and where it breaks once a row was slipped in", async () => {
  const kit = await createKit();
  const chain = async () => (await kit.call("GET", "/api/audit/chain")).json();
  for (const name of ["one", "two", "three"]) await kit.call("POST", "/api/keys", { name, scopes: ["read"] });
  const { rowCount, brokenSeq } = (await chain()) as { rowCount: number; brokenSeq: number | null };
  expect(rowCount).toBeGreaterThanOrEqual(3);
  expect(brokenSeq).toBeNull();
  const stray = { seq: rowCount + 1, at: NOW, actor: "person/nobody", act: "settings", object: "school" };
  await kit.school.db.insert(audit).values({ ...stray, detail: "{}", hash: "not that of the row before" });
  expect(await chain()).toEqual({ rowCount: rowCount + 1, brokenSeq: rowCount + 1 });
});
