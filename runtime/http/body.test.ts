// Reading bodies under the bound of all bodies at once: room is taken as bytes come and given back whatever happens.
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { createMeter, type Meter, readText, sentOf } from "./body.ts";
import type { AppEnv } from "./deps.ts";
import { Refused } from "./problem.ts";

function post(meter: Meter, body: Uint8Array, headers: Record<string, string> = {}, most = 1000): Promise<string> {
  const app = new Hono<AppEnv>().post("/", async (c) => {
    const read = await readText(sentOf(c), meter, most);
    if (read instanceof Refused) return c.text(`${read.status} ${read.code} held ${meter.held}`);
    const held = meter.held;
    read.release();
    return c.text(`${read.text.length} chars, held ${held} then ${meter.held}`);
  });
  return Promise.resolve(
    app.request("/", { method: "POST", body: Buffer.from(body).toString("latin1"), headers }),
  ).then((response) => response.text());
}

test("a body takes room and gives it back", async () => {
  expect(await post(createMeter(100), Buffer.alloc(80, 0x61))).toBe("80 chars, held 80 then 0");
});

test("a body for which there is no room now is asked to come back, and others keep theirs", async () => {
  const meter = createMeter(100);
  expect(meter.take(30)).toBe(true);
  expect(await post(meter, Buffer.alloc(80, 0x61))).toBe("429 body.busy held 30");
  meter.give(30);
  expect(await post(meter, Buffer.alloc(80, 0x61))).toBe("80 chars, held 80 then 0");
});

test.each([
  ["too large", Buffer.alloc(1001, 0x61), {}, "413 body.tooLarge held 0"],
  ["no gzip", Buffer.from("x"), { "Content-Encoding": "gzip" }, "400 body.gzip held 0"],
] as const)("a body that is %s gives its room back", async (_name, body, headers, said) => {
  expect(await post(createMeter(5000), body, headers)).toBe(said);
});

test("unpacked bytes count as well", async () => {
  const packed = gzipSync(Buffer.alloc(3000, 0x61));
  const app = new Hono<AppEnv>().post("/", async (c) => {
    const read = await readText(sentOf(c), createMeter(2000), 1000);
    return c.text(read instanceof Refused ? read.code : "taken");
  });
  const response = await app.request("/", {
    method: "POST",
    body: packed as unknown as string,
    headers: { "Content-Encoding": "gzip" },
  });
  expect(await response.text()).toBe("body.busy");
});
