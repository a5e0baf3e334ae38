// Previews and test sends: text from the one renderer and the request that would go out, with sample data or a learner's own.

import { randomUUID } from "node:crypto";
import { recordAct } from "#runtime/store/school/audit.ts";
import type { Given } from "#shared/api/contract.ts";
import { testMessage } from "#shared/api/test-message.ts";
import { previewMessages } from "#shared/api/work.ts";
import { channelOf } from "#shared/channel/all.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { type ContentChannel, type ContentOf, contentSchemas, templateFields } from "#shared/message/content.ts";
import { fieldCatalog, type MessageData } from "#shared/message/fields.ts";
import { createRenderer, type Renderer } from "#shared/message/render.ts";
import { smsParts } from "#shared/message/sms.ts";
import { issuesOf } from "#shared/strategy/schema-issues.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse, worded } from "./problem.ts";

type Item = Given<typeof previewMessages>["body"]["items"][number];
type Json = Record<string, unknown>;

/** Adds `/api/messages/preview` and `/api/messages/test`. */
export function mountMessages(routes: Routes): void {
  const renderer = createRenderer();
  mount(routes, previewMessages, async ({ body }, c) => {
    const items = [];
    for (const item of body.items) items.push(await preview(routes.deps, c, renderer, item));
    return { items };
  });
  mount(routes, testMessage, ({ body }, c) => sendTest(routes.deps, c, renderer, body));
}

/** Renders and hands over; the act is written down without the address, which is the writer's own. */
async function sendTest(deps: Deps, c: AppContext, renderer: Renderer, body: Given<typeof testMessage>["body"]) {
  const { channel, to = null } = body;
  if (channel !== "inapp" && to === null)
    return refuse(422, "request.missing", [errorIssue("request.missing", ["to"])]);
  const { content, request, issues } = await renderItem(deps, renderer, body);
  if (content === null || request === null) return refuse(422, "request.invalid", issues);
  const transport = channel === "inapp" ? undefined : deps.transports.get(channel);
  const at = deps.clock.now();
  const data = { ...request, to };
  const sent = await transport?.send(
    { key: `test ${randomUUID()}`, channel, to: to ?? "", data, at },
    c.req.raw.signal,
  );
  const by =
    channel === "inapp" ? ("engine" as const) : sent === undefined ? ("sandbox" as const) : ("provider" as const);
  const state = sent?.state ?? ("accepted" as const);
  const entry = { at, actor: actorOf(c), act: "message.test", object: `channel/${channel}`, detail: { state, by } };
  await deps.school.db.transaction((tx) => recordAct(tx, entry));
  return { state, by, reason: sent !== undefined && "reason" in sent ? sent.reason : "", content };
}

async function preview(deps: Deps, c: AppContext, renderer: Renderer, item: Item) {
  const { issues, size, ...rendered } = await renderItem(deps, renderer, item);
  const sms = size === null ? {} : { sms: size };
  return { ...rendered, ...sms, issues: issues.map((issue) => worded(issue, c.get("locale"))) };
}

/** The content rendered and its request; null where it cannot be, with the issues that say why. */
async function renderItem(deps: Deps, renderer: Renderer, item: Item) {
  const parsed = contentSchemas[item.channel].safeParse(item.content);
  if (!parsed.success) {
    const issues = issuesOf(parsed.error.issues, item.content, ["content"]);
    return { content: null, request: null, size: null, issues };
  }
  const { settings } = await settingsOf(deps);
  const school = { name: settings.schoolName || undefined, signature: settings.signature || undefined };
  const data = {
    ...sampleData(),
    ...(await learnerData(deps, item.learner)),
    ...(item.learner === undefined ? {} : { school }),
  } as MessageData;
  const options = { locale: item.locale, zone: item.zone ?? settings.zone };
  const { content, issues } = render(renderer, item.channel, parsed.data, data, options);
  const context = { to: null, type: "message.preview", decidedAt: deps.clock.now() };
  return {
    content,
    request: issues.length === 0 ? { ...channelOf(item.channel).encode(content, context) } : null,
    size: item.channel === "sms" ? smsParts(String(content.body), settings.signature, settings.smsTail) : null,
    issues,
  };
}

function render<C extends ContentChannel>(
  renderer: Renderer,
  channel: C,
  source: ContentOf<C>,
  data: MessageData,
  options: { locale: string; zone: string },
): { content: Json; issues: Issue[] } {
  const content = structuredClone(source) as Json;
  const issues: Issue[] = [];
  for (const { path, source: text, isHtml } of templateFields(channel, source)) {
    const steps = path.split(".");
    const rendered = renderer.render(text, data, { ...options, escape: isHtml });
    if ("issue" in rendered) issues.push({ ...rendered.issue, path: ["content", ...steps] });
    else place(content, steps, rendered.text);
  }
  return { content, issues };
}

function place(content: Json, steps: readonly string[], text: string): void {
  const [step = "", ...rest] = steps;
  if (rest.length === 0) content[step] = text;
  else place(content[step] as Json, rest, text);
}

/** The examples of the catalogue as data. */
function sampleData(): Json {
  const data: Record<string, Json> = {};
  for (const [path, { example }] of Object.entries(fieldCatalog)) {
    const [group = "", name = ""] = path.split(".");
    if (name !== "attr") data[group] = { ...data[group], [name]: example };
  }
  return data;
}

async function learnerData({ engine }: Deps, id: string | undefined): Promise<Json> {
  const learner = id === undefined ? null : await engine.learner(id);
  if (learner === null) return {};
  const { profile, attributes } = learner;
  return {
    learner: {
      id: learner.id,
      name: profile.name ?? null,
      locale: profile.locale ?? null,
      zone: profile.zone ?? null,
      attr: attributes,
    },
  };
}
