// The documents that stories are told with: the three-tier table as it stands in the gallery, and a small strategy to vary.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRoot } from "#runtime/main/root.ts";
import type { Row } from "./kit.ts";

/** A strategy document as a file holds it. */
export interface Drawing extends Row {
  id: string;
  nodes: Row[];
  edges: Row[];
}

/** A file of the gallery. */
export function fromGallery(name: string): Drawing {
  const file = join(findRoot(), "shared/strategy/gallery", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Drawing;
}

const text = (body: string) => ({ "zh-CN": { title: body, body }, en: { title: body, body } });

/** One variant of an in-app message. */
export function inapp(body: string, id = "a", weight = 10_000): Row {
  return { id, weight, content: text(body) };
}

/** Edges as `from.port > to`. */
export function edges(...lines: string[]): Row[] {
  return lines.map((line) => {
    const [, from, port, to] = /^(\S+)\.(\S+) > (\S+)$/.exec(line) ?? [];
    return { from, port, to };
  });
}

/** Three silent days: an in-app message, a day's wait, a push. `more` replaces whole fields. */
export function silence(id: string, more: Row = {}): Drawing {
  return {
    format: "winback.strategy/1",
    id,
    name: { "zh-CN": "三天没来", en: "Three silent days" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 2, within: "P14D" },
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "nudge", type: "send", message: "hello" },
      { id: "breath", type: "wait", for: "P1D" },
      { id: "ring", type: "send", message: "ring" },
    ],
    edges: edges("silent.on > watch", "watch.enter > nudge", "nudge.next > breath", "breath.next > ring"),
    messages: {
      hello: { channel: "inapp", variants: [inapp("学一小节吧")] },
      ring: { channel: "push", variants: [inapp("接着学")] },
    },
    ...more,
  };
}

/** Addresses on every channel, so that nothing is unreachable. */
export const reachable = { sms: "13800000000", email: "li@school.example", push: "device-1", wechat: "openid-1" };
