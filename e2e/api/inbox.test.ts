// The learner's side: the inbox by REST and as a stream, and the links in messages.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { signToken } from "#shared/message/token.ts";
import { edges, reachable, silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";

const links = "{{links.resume}} {{links.optOut}} {{links.preferences}}";
const mail = {
  subject: "Back to it",
  html: '<p><a href="{{links.resume}}">go on</a> <a href="{{links.optOut}}">stop</a></p>',
};

function letters() {
  const content = { title: '{{or learner.name "同学"}}，学一小节吧', body: links };
  const variant = { id: "a", weight: 10_000, content: { "zh-CN": content, en: content } };
  return silence("quiet", {
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "nudge", type: "send", message: "hello" },
      { id: "seen", type: "waitFor", outcome: "opened", of: "nudge", timeout: "P1D" },
      { id: "letter", type: "send", message: "letter" },
    ],
    edges: edges("silent.on > watch", "watch.enter > nudge", "nudge.next > seen", "seen.yes > letter"),
    messages: {
      hello: { channel: "inapp", variants: [variant] },
      letter: { channel: "email", variants: [{ id: "a", weight: 10_000, content: { "zh-CN": mail, en: mail } }] },
    },
  });
}

async function begin(): Promise<{ school: School; headers: Record<string, string> }> {
  const school = await openSchool({ settings: { resumeUrl: "https://learn.school.example/next" } });
  await school.publish(letters());
  await school.call("POST", "/v1/learners", [
    { id: "li", name: "李雷", addresses: reachable },
    { id: "wei", addresses: reachable },
  ]);
  await school.happen(...["li", "wei"].map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  const { token } = await school.call<{ token: string }>("POST", "/v1/learners/li/token", { ttlSeconds: 2_000_000 });
  return { school, headers: { authorization: `Bearer ${token}` } };
}

test("a learner reads, opens and follows their messages and nobody else's; an open moves the path on", async () => {
  const { school, headers } = await begin();
  await school.until(MONDAY + 3 * DAY_MS);
  const { items } = await school.call<{ items: Row[] }>("GET", "/v1/inbox/li", undefined, headers);
  expect(items).toMatchObject([
    { at: iso(MONDAY + 3 * DAY_MS), readAt: null, actedAt: null, content: { title: "李雷，学一小节吧" } },
  ]);
  const path = `/v1/inbox/li/${items[0]?.send}`;
  const [of] = await school.rows("sends", { learner: "wei" });
  expect((await school.send("GET", "/v1/inbox/wei", undefined, headers)).json).toMatchObject({
    status: 403,
    code: "inbox.learner",
  });
  expect((await school.send("POST", `/v1/inbox/li/${of?.id}/read`, {}, headers)).json).toMatchObject({
    status: 404,
  });
  expect((await school.send("GET", "/api/sends", undefined, headers)).status).toBe(403);
  await school.until("PT1H");
  for (let n = 0; n < 2; n += 1) await school.call("POST", `${path}/read`, {}, headers);
  await school.until("PT1H");
  await school.call("POST", `${path}/act`, {}, headers);
  expect((await school.call<{ items: Row[] }>("GET", "/v1/inbox/li", undefined, headers)).items).toMatchObject([
    { readAt: iso(MONDAY + 3 * DAY_MS + HOUR_MS), actedAt: iso(MONDAY + 3 * DAY_MS + 2 * HOUR_MS) },
  ]);
  expect(pick(await school.rows("sends", { node: "letter" }), "learner", "state")).toEqual([["li", "accepted"]]);
  expect(await school.rows("receipts")).toHaveLength(2);
  await school.until(MONDAY + 30 * DAY_MS);
  expect((await school.send("GET", "/v1/inbox/li", undefined, headers)).status).toBe(401);
  await school.isInOrder();
});

/** Events of a stream as they come; ends with the test. */
async function follow(school: School, path: string, headers: Record<string, string> = {}): Promise<() => Promise<Row>> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${school.url}${path}`, { headers, signal: abort.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return async () => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const fields = text
          .slice(0, end)
          .split("\n")
          .map((line) => line.split(/: ?/s, 2) as [string, string]);
        const data =
          text
            .slice(0, end)
            .split("\n")
            .find((line) => line.startsWith("data:"))
            ?.slice(5) ?? "null";
        text = text.slice(end + 2);
        return { ...Object.fromEntries(fields), data: JSON.parse(data) as unknown };
      }
      const read = await reader?.read();
      if (read === undefined || read.done) throw new Error("the stream ended");
      text += read.value;
    }
  };
}

test("a message comes down the stream when it is sent, and again to one who was away", async () => {
  const { school, headers } = await begin();
  const token = String(headers.authorization).slice("Bearer ".length);
  const next = await follow(school, `/v1/inbox/li/stream?token=${encodeURIComponent(token)}`);
  expect(await next()).toMatchObject({ event: "open" });
  await school.until(MONDAY + 3 * DAY_MS);
  const message = await next();
  expect(message).toMatchObject({ event: "message", data: { content: { title: "李雷，学一小节吧" } } });
  const again = await follow(school, "/v1/inbox/li/stream", { ...headers, "last-event-id": "0" });
  expect(await again()).toMatchObject({ event: "open" });
  expect(await again()).toEqual(message);
  const quiet = await follow(school, "/v1/inbox/li/stream", { ...headers, "last-event-id": String(message.id) });
  expect(await quiet()).toMatchObject({ event: "open" });
  expect((await fetch(`${school.url}/v1/inbox/li/stream`)).status).toBe(401);
  expect(await school.stop()).toBe(0);
  await expect(next()).rejects.toThrow("ended");
});

test("the link leads on and acts, the pixel opens, one click unsubscribes, and looking changes nothing", async () => {
  const { school, headers } = await begin();
  await school.until(MONDAY + 3 * DAY_MS);
  const { items } = await school.call<{ items: { send: string; content: { body: string } }[] }>(
    "GET",
    "/v1/inbox/li",
    undefined,
    headers,
  );
  const [resume = "", stop = "", choose = ""] = String(items[0]?.content.body)
    .split(" ")
    .map((url) => new URL(url).pathname);
  const away = { authorization: "" };
  const state = async () =>
    pick(await school.rows("sends", { id: items[0]?.send ?? "" }), "state", "openedAt", "actedAt")[0];

  const pixel = `/t/o/${signToken(secretOf(school), { k: "o", s: items[0]?.send ?? "" })}`;
  const seen = await school.send("GET", pixel, undefined, away);
  expect([seen.status, seen.headers.get("content-type")]).toEqual([200, "image/gif"]);
  expect(await state()).toEqual(["opened", iso(MONDAY + 3 * DAY_MS), null]);
  await school.until("PT1H");
  const followed = await school.send("GET", resume, undefined, away);
  expect([followed.status, followed.headers.get("location")]).toEqual([302, "https://learn.school.example/next"]);
  expect(await state()).toEqual(["acted", iso(MONDAY + 3 * DAY_MS), iso(MONDAY + 3 * DAY_MS + HOUR_MS)]);
  expect((await school.send("GET", `${resume.slice(0, -2)}zz`, undefined, away)).status).toBe(404);
  expect((await school.send("GET", stop.replace("/t/u/", "/t/c/"), undefined, away)).status).toBe(404);

  const consent = async () => ((await school.call("GET", "/api/learners/li")).profile as Row).consent;
  const asked = await school.send("GET", stop, undefined, away);
  expect([asked.status, asked.text.includes("<form")]).toEqual([200, true]);
  expect(await consent()).toBeUndefined();
  const oneClick = { ...away, "content-type": "application/x-www-form-urlencoded", origin: "https://mail.example" };
  expect((await school.send("POST", stop, "List-Unsubscribe=One-Click", oneClick)).status).toBe(200);
  expect(await consent()).toEqual({ inapp: false });

  const own = await school.send("GET", choose, undefined, { ...away, "accept-language": "zh-CN" });
  expect(own.text).toContain("李雷，学一小节吧");
  const form = { ...away, "content-type": "application/x-www-form-urlencoded" };
  expect((await school.send("POST", choose, "channel=email", form)).status).toBe(200);
  expect(await consent()).toEqual({ inapp: false, email: false });
  await school.isInOrder();
});

function secretOf(school: School): Uint8Array {
  const { tracking } = JSON.parse(readFileSync(join(school.data, "secrets.json"), "utf8")) as { tracking: string };
  return Uint8Array.from(Buffer.from(tracking, "base64"));
}
