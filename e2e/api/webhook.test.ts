// A webhook node over a real socket: signed by Standard Webhooks, tried again under one id, kept from hosts nobody allowed.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { edges, silence } from "./drawings.ts";
import { openSchool, pick, type School } from "./kit.ts";

interface Hit {
  headers: Record<string, string>;
  body: string;
}

/** A receiver on loopback that answers with these statuses in turn, the last one for ever. */
async function receiver(...statuses: number[]): Promise<{ host: string; hits: Hit[] }> {
  const hits: Hit[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    incoming.on("end", () => {
      hits.push({ headers: incoming.headers as Record<string, string>, body });
      outgoing.writeHead(statuses[hits.length - 1] ?? statuses.at(-1) ?? 204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, hits };
}

function hook(host: string) {
  return silence("hook", {
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      {
        id: "crm",
        type: "webhook",
        url: `http://${host}/winback`,
        fields: { learner: "{{learner.id}}", days: '{{or evidence.days "?"}}' },
      },
      { id: "nudge", type: "send", message: "hello" },
      { id: "failed", type: "update", addTags: ["crm-down"] },
      { id: "ring", type: "send", message: "ring" },
    ],
    edges: edges(
      "silent.on > watch",
      "watch.enter > crm",
      "crm.next > nudge",
      "crm.failed > failed",
      "failed.next > ring",
    ),
  });
}

// A receiver checks the time of a signature against its own clock, so this story ends about now.
const now = Math.floor(Date.now() / 1000) * 1000;

/** A school in which li has been silent for three days; its own list of hosts may be emptied after the publish. */
async function silent(host: string, { isInside = true, isListed = true, listed = [host] } = {}): Promise<School> {
  const flags = isInside ? ["--allow-egress", host] : [];
  const school = await openSchool({ at: now - 3 * DAY_MS, settings: { allowedHosts: listed }, flags });
  await school.publish(hook(host));
  if (!isListed) await school.settle({ allowedHosts: [] });
  await school.happen({ type: "session.started", learner: "li", at: now - 3 * DAY_MS });
  await school.until(now);
  return school;
}

test("a receiver verifies the signature; two failures are tried again under the same id", async () => {
  const { host, hits } = await receiver(500, 429, 204);
  const school = await silent(host);
  await school.until(now + 120_000);
  expect(hits).toHaveLength(3);
  expect(new Set(hits.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(hits.map(({ headers }) => headers["webhook-timestamp"])).size).toBeGreaterThan(1);
  const secrets = JSON.parse(readFileSync(join(school.data, "secrets.json"), "utf8")) as { webhook: string };
  const signer = new Webhook(secrets.webhook);
  for (const { headers, body } of hits) {
    expect(signer.verify(body, headers)).toMatchObject({
      type: "winback.hook.crm",
      data: { learner: "li", days: "3" },
    });
    expect(() => signer.verify(body.replace("li", "wei"), headers)).toThrow();
  }
  expect(pick(await school.rows("attempts"), "result", "reason")).toEqual([
    ["failed", "http.500"],
    ["failed", "http.429"],
    ["accepted", null],
  ]);
  expect(await school.rows("sends", { node: "crm" })).toMatchObject([{ state: "accepted", attempts: 3 }]);
  expect(await school.rows("sends", { node: "nudge" })).toHaveLength(1);
  await school.isInOrder();
});

test("a host on the list without a port is called on any", async () => {
  const { host, hits } = await receiver(204);
  const school = await silent(host, { listed: ["127.0.0.1"] });
  expect(hits).toHaveLength(1);
  expect(await school.rows("sends", { node: "crm" })).toMatchObject([{ state: "accepted" }]);
});

test("a refusal leaves by `failed`, and is not tried again", async () => {
  const { host, hits } = await receiver(410);
  const school = await silent(host);
  await school.until(now + HOUR_MS);
  expect(hits).toHaveLength(1);
  expect(await school.rows("sends", { node: "crm" })).toMatchObject([
    { state: "unreachable", reason: "refused:http.410" },
  ]);
  expect(await school.call("GET", "/api/learners/li")).toMatchObject({ attributes: { tags: ["crm-down"] } });
  await school.isInOrder();
});

test.each([
  ["a host that the school took off its list", { isListed: false }, "hostNotAllowed"],
  ["an address inside that the installation does not open", { isInside: false }, "refused:egress.privateAddress"],
])("%s is never called", async (_, access, reason) => {
  const { host, hits } = await receiver(204);
  const school = await silent(host, access);
  await school.until(now + HOUR_MS);
  expect(hits).toEqual([]);
  expect(pick(await school.rows("sends", { node: "crm" }), "state", "reason")).toEqual([["unreachable", reason]]);
});

test("a receiver that is down does not hold the school up, and is given up when the send expires", async () => {
  const { host, hits } = await receiver(503);
  const school = await silent(host);
  await school.until(now + 2 * DAY_MS);
  expect(hits.length).toBeGreaterThan(3);
  expect(hits.length).toBeLessThanOrEqual(14);
  expect(pick(await school.rows("sends", { node: "crm" }), "state", "reason")).toEqual([
    ["expired", expect.stringMatching(/http\.503|providerDown/)],
  ]);
  expect(await school.rows("decisions", { node: "crm" })).toMatchObject([{ port: "failed" }]);
  await school.isInOrder();
});
