// Test sends: rendered as sent, carried by whoever stands behind the channel, written down without the address, counted nowhere.
import { beforeEach, expect, test } from "vitest";
import { listAudit } from "#runtime/store/school/audit.ts";
import { createKit, type Kit } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

const send = async (body: unknown): Promise<[number, Record<string, unknown>]> => {
  const response = await kit.call("POST", "/api/messages/test", body);
  return [response.status, (await response.json()) as Record<string, unknown>];
};

test("a test send is rendered, taken by the sandbox where no provider is connected, and audited without its address", async () => {
  const content = { body: '{{or learner.name "同学"}}，继续学习' };
  expect(await send({ channel: "sms", content, to: "13800138000" })).toEqual([
    200,
    { state: "accepted", by: "sandbox", reason: "", content: { body: "小明，继续学习" } },
  ]);
  const rows = await listAudit(kit.school.db, null, 1);
  expect(JSON.stringify(rows)).toContain("message.test");
  expect(JSON.stringify(rows)).not.toContain("13800138000");
  expect(await kit.rows("sends")).toEqual([]);
});

test("an in-app test needs no address, all others do", async () => {
  const content = { title: "你好", body: "回来看看" };
  expect((await send({ channel: "inapp", content }))[1]).toMatchObject({ state: "accepted", by: "engine", content });
  expect(await send({ channel: "push", content })).toMatchObject([422, { code: "request.missing" }]);
});

test("what cannot be rendered is not sent", async () => {
  const [status, { issues }] = await send({ channel: "sms", content: { body: "{{nobody.name}}" }, to: "1" });
  expect(status).toBe(422);
  expect(issues).toMatchObject([{ path: ["content", "body"] }]);
});
