// Events and history in: the hot path.
import { postBackfill, postEvents } from "#shared/api/ingest.ts";
import { parseInstant } from "#shared/event/instant.ts";
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
  const clock = moveClock(deps, c);
  if (clock instanceof Refused) return clock;
  const body = await readText(c, meter);
  if (body instanceof Refused) return body;
  try {
    const options = { engine: deps.engine, source: sourceOf(c), isBackfill, locale: c.get("locale"), ...clock };
    return await ingestText(body, form, Math.max(deps.clock.now(), clock.at), options);
  } finally {
    body.release();
  }
}

/** Under `--test` a request may say what the clock shall stand at when its events come in: they are read while it moves there. */
function moveClock({ isTest, engine }: Deps, c: AppContext): { at: number; after?: Promise<unknown> } | Refused {
  const text = isTest ? c.req.header("X-Test-Clock") : undefined;
  if (text === undefined) return { at: Number.NEGATIVE_INFINITY };
  const at = parseInstant(text);
  if (at === null) return refuse(400, "clock.instant");
  const after = engine.status().then(({ now }) => (now < at ? engine.setClock(at) : now));
  // The first piece waits for it and hears of what went wrong; a body that is refused before has nobody to tell.
  after.catch(() => {});
  return { at, after };
}
