import { expect, test } from "vitest";
import { addressOf, createClient, type Outgoing } from "./client.ts";
import { createStrategy, pauseStrategy } from "./strategies.ts";

test.each([
  ["/api/a", {}, {}, "/api/a"],
  ["/api/a/{id}/b/{n}", { id: "x/y ?", n: 2 }, {}, "/api/a/x%2Fy%20%3F/b/2"],
  ["/api/a", {}, { q: "a&b=c", limit: 5, none: undefined }, "/api/a?q=a%26b%3Dc&limit=5"],
  ["/api/a", {}, { 名: "学员" }, "/api/a?%E5%90%8D=%E5%AD%A6%E5%91%98"],
])("%s with %j and %j is %s", (path, params, query, address) => {
  expect(addressOf(path, params, query)).toBe(address);
});

test("a call carries key, language, its own headers, and a body only where there is one", async () => {
  const sent: [string, Outgoing][] = [];
  const client = createClient({
    url: "http://school.example/",
    key: "wb_1",
    locale: "en",
    send: async (address, request) => {
      sent.push([address, request]);
      return { ok: true, status: 200, headers: { get: () => null }, text: async () => '{"id":"a"}' };
    },
  });
  const made = await client.call(createStrategy, { body: { id: "a" }, headers: { "If-Match": '"1"' } });
  await client.call(pauseStrategy, { params: { id: "a" } });
  const headers = { Authorization: "Bearer wb_1", "Accept-Language": "en" };
  expect(made).toMatchObject({ isOk: true, value: { id: "a" } });
  expect(sent).toEqual([
    [
      "http://school.example/api/strategies",
      {
        method: "POST",
        redirect: "manual",
        body: '{"id":"a"}',
        headers: { ...headers, "Content-Type": "application/json", "If-Match": '"1"' },
      },
    ],
    ["http://school.example/api/strategies/a/pause", { method: "POST", redirect: "manual", headers }],
  ]);
});
