import { expect, test } from "vitest";
import type { Send } from "#shared/api/client.ts";
import { createConnection } from "./connection.ts";

const request = { method: "GET", headers: {}, redirect: "manual" } as const;
const answer = { ok: true, status: 200, headers: { get: () => null }, text: async () => "" };

test("a request that does not arrive loses the connection, one that does brings it back, and each change is told once", async () => {
  let isDown = false;
  const send: Send = async () => {
    if (isDown) throw new TypeError("no route");
    return answer;
  };
  const connection = createConnection(send);
  const heard: boolean[] = [];
  const leave = connection.subscribe(() => heard.push(connection.isLost()));
  await connection.send("/a", request);
  isDown = true;
  await expect(connection.send("/a", request)).rejects.toThrow("no route");
  await expect(connection.send("/a", request)).rejects.toThrow("no route");
  isDown = false;
  await connection.send("/a", request);
  expect(heard).toEqual([true, false]);
  leave();
  isDown = true;
  await expect(connection.send("/a", request)).rejects.toThrow("no route");
  expect([heard.length, connection.isLost()]).toEqual([2, true]);
});
