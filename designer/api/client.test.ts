import { expect, test } from "vitest";
import type { Outgoing, Send } from "#shared/api/client.ts";
import { listStrategies, readStrategy } from "#shared/api/strategies.ts";
import { createApi, ProblemError } from "./client.tsx";

function answering(status: number, body: unknown): { send: Send; sent: [string, Outgoing][] } {
  const sent: [string, Outgoing][] = [];
  const send: Send = async (address, request) => {
    sent.push([address, request]);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return {
      ok: status < 300,
      status,
      headers: { get: (name) => (name === "ETag" ? '"3"' : null) },
      text: async () => text,
    };
  };
  return { send, sent };
}

test("a call is to the page's own origin, in the person's language, and gives the answer", async () => {
  const { send, sent } = answering(200, { items: [] });
  expect(await createApi(send, "zh-CN").call(listStrategies)).toEqual({ items: [] });
  expect(sent).toMatchObject([["/api/strategies", { method: "GET", headers: { "Accept-Language": "zh-CN" } }]]);
});

test("a refusal is thrown with its words, issues and request id", async () => {
  const issues = [{ code: "strategy.edge", path: ["edges", 0], message: "No such node." }];
  const problem = { type: "x", title: "Not valid", status: 422, code: "strategy.invalid", issues, requestId: "r1" };
  const error = await createApi(answering(422, problem).send, "en")
    .call(listStrategies)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ message: "Not valid", status: 422, code: "strategy.invalid", issues, requestId: "r1" });
});

test("an answer that is none of ours is a problem without words", async () => {
  const error = await createApi(answering(502, "<h1>Bad gateway</h1>").send, "en")
    .call(listStrategies)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: "", status: 502, code: "answer.foreign", issues: [], requestId: null });
});

test("who needs the headers asks for the whole outcome", async () => {
  const { send, sent } = answering(200, { id: "a b" });
  const called = await createApi(send, "en").ask(readStrategy, { params: { id: "a b" } });
  expect(called.isOk && called.headers.get("ETag")).toBe('"3"');
  expect(sent[0]?.[0]).toBe("/api/strategies/a%20b");
});
