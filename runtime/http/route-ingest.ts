// Events and history in: the hot path.
import { postBackfill, postEvents } from "#shared/api/ingest.ts";
import { type Meter, mediaOf, readText } from "./body.ts";
import { type AppContext, type Deps, sourceOf } from "./deps.ts";
import { type Form, ingestText } from "./events.ts";
import type { ItemsAnswer } from "./gather.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";

const forms: Readonly<Record<string, Form>> = {
  "": "json",
  "application/json": "json",
  "application/x-ndjson": "lines",
  "application/ndjson": "lines",
  "application/jsonl": "lines",
  "application/x-jsonlines": "lines",
};

/** How a request states its text; null for a type that is not taken. */
export function formOf(c: AppContext): Form | null {
  const media = mediaOf(c);
  return Object.hasOwn(forms, media) ? (forms[media] ?? null) : null;
}

/** Adds `/v1/events` and `/v1/backfill`. */
export function mountIngest(routes: Routes): void {
  const { deps, meter } = routes;
  mount(routes, postEvents, (_, c) => take(deps, meter, c, false));
  mount(routes, postBackfill, (_, c) => take(deps, meter, c, true));
}

async function take(deps: Deps, meter: Meter, c: AppContext, isBackfill: boolean): Promise<ItemsAnswer | Refused> {
  const form = formOf(c);
  if (form === null) return refuse(415, "body.type");
  const body = await readText(c, meter);
  if (body instanceof Refused) return body;
  try {
    const options = { engine: deps.engine, source: sourceOf(c), isBackfill, locale: c.get("locale") };
    return await ingestText(body, form, deps.clock.now(), options);
  } finally {
    body.release();
  }
}
