// The documents about the API: OpenAPI 3.1 from the contracts, a viewer served by ourselves, and the JSON Schema of strategies.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { html } from "hono/html";
// The package itself would load its whole bundle, which takes a third of a second of every start.
import absolutePath from "swagger-ui-dist/absolute-path.js";
import { z } from "zod";
import { contract } from "#shared/api/contract.ts";
import { strategyJsonSchema } from "#shared/strategy/schema.ts";
import { mount, type Routes } from "./mount.ts";
import { describeApi } from "./openapi.ts";
import { refuse } from "./problem.ts";

const area = "documents";
const open = { method: "get", area, access: "public" } as const;
const openapi = contract({
  ...open,
  path: "/api/openapi.json",
  summary: "This document.",
  answer: z.record(z.string(), z.unknown()),
});
const schema = contract({
  ...open,
  path: "/api/schema/strategy.json",
  summary: "The JSON Schema of a strategy document.",
  answer: z.record(z.string(), z.unknown()),
});
const docs = contract({ ...open, path: "/api/docs", summary: "The API, to read and to try.", media: "text/html" });
const file = contract({
  ...open,
  path: "/api/docs/{file}",
  summary: "The viewer's own files.",
  params: z.object({ file: z.string().max(100) }),
  media: "text/javascript",
});

const STARTER = `window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#ui", deepLinking: true, validatorUrl: null, persistAuthorization: false });
});
`;

const types: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

/** Adds the documents. The OpenAPI is made when it is first asked for, so it knows every route. */
export function mountDocs(routes: Routes): void {
  const { app, contracts, deps } = routes;
  mount(routes, openapi, () => describeApi(app, contracts, deps.version));
  mount(routes, schema, () => strategyJsonSchema());
  mount(routes, docs, async (_, c) => {
    const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Winback API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><link rel="icon" href="/api/docs/favicon-32x32.png"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
    return c.body(String(page), 200, { "Content-Type": "text/html; charset=utf-8" });
  });
  mount(routes, file, async ({ params }, c) => {
    if (params.file === "start.js") return c.body(STARTER, 200, { "Content-Type": "text/javascript; charset=utf-8" });
    const type = Object.hasOwn(types, params.file) ? types[params.file] : undefined;
    if (type === undefined) return refuse(404, "route.unknown");
    const bytes = await readFile(join(absolutePath(), params.file));
    return c.body(Uint8Array.from(bytes), 200, { "Content-Type": type, "Cache-Control": "public, max-age=3600" });
  });
}
