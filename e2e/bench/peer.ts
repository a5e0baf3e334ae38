// Node-RED as a peer: installed from the registry into a folder of its own when first asked for, with a flow that takes an event,
// checks a rule, draws an arm, fills a template and posts it to the sink.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, installed } from "#e2e/drive/on-demand.ts";

/** A peer that runs. */
export interface Peer {
  way: { url: string; path: string; key: string };
  end(): Promise<void>;
}

/** The release that is compared with. */
export const NODE_RED = "4.1.1";
const START_MS = 60_000;

function flow(sink: string) {
  const base = { z: "flow" };
  const arm = (id: string) => [
    {
      ...base,
      id: `t${id}`,
      type: "template",
      field: "payload",
      syntax: "mustache",
      output: "json",
      template: `{"data":{"learner":"{{payload.learner}}","text":"Hello {{payload.learner}} (${id})"}}`,
      wires: [[`p${id}`]],
    },
    {
      ...base,
      id: `p${id}`,
      type: "http request",
      method: "POST",
      ret: "txt",
      url: `http://${sink}/${id}`,
      persist: true,
      wires: [[]],
    },
  ];
  return [
    { id: "flow", type: "tab", label: "bench" },
    { ...base, id: "in", type: "http in", url: "/events", method: "post", wires: [["rule", "out"]] },
    { ...base, id: "out", type: "http response", statusCode: "202", wires: [] },
    {
      ...base,
      id: "rule",
      type: "switch",
      property: "payload.type",
      rules: [{ t: "eq", v: "complaint.filed", vt: "str" }],
      outputs: 1,
      wires: [["arms"]],
    },
    {
      ...base,
      id: "arms",
      type: "function",
      func: "let h = 0; for (const c of msg.payload.learner) h = (h * 31 + c.charCodeAt(0)) >>> 0; msg.headers = {}; return h % 2 === 0 ? [msg, null] : [null, msg];",
      outputs: 2,
      wires: [["ta"], ["tb"]],
    },
    ...arm("a"),
    ...arm("b"),
  ];
}

/** Starts it with the flow; its calls go to `sink`. */
export async function startNodeRed(sink: string): Promise<Peer> {
  const script = installed("node-red", NODE_RED, "red.js");
  const folder = mkdtempSync(join(tmpdir(), "winback-node-red-"));
  const port = await freePort();
  writeFileSync(join(folder, "flows.json"), JSON.stringify(flow(sink)));
  writeFileSync(
    join(folder, "settings.js"),
    `module.exports = { flowFile: "flows.json", uiHost: "127.0.0.1", uiPort: ${port}, logging: { console: { level: "error" } } };`,
  );
  const child = spawn(process.execPath, [script, "--userDir", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  const end = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const begunAt = performance.now(); ; await pause(200)) {
    const isUp = await fetch(`${url}/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"type":"none"}',
    })
      .then(({ status }) => status === 202)
      .catch(() => false);
    if (isUp) return { way: { url, path: "/events", key: "" }, end };
    if (performance.now() - begunAt > START_MS) {
      await end();
      throw new Error("node-red did not start");
    }
  }
}
