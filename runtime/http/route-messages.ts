// Previews: text from the one renderer and the request that would go out, with sample data or a learner's own.

import type { Given } from "#shared/api/contract.ts";
import { previewMessages } from "#shared/api/work.ts";
import { channelOf } from "#shared/channel/all.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { type ContentChannel, type ContentOf, contentSchemas, templateFields } from "#shared/message/content.ts";
import { fieldCatalog, type MessageData } from "#shared/message/fields.ts";
import { createRenderer, type Renderer } from "#shared/message/render.ts";
import { smsParts } from "#shared/message/sms.ts";
import { issuesOf } from "#shared/strategy/schema-issues.ts";
import type { AppContext, Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { mount, type Routes } from "./mount.ts";
import { worded } from "./problem.ts";

type Item = Given<typeof previewMessages>["body"]["items"][number];
type Json = Record<string, unknown>;

/** Adds `/api/messages/preview`. */
export function mountMessages(routes: Routes): void {
  const renderer = createRenderer();
  mount(routes, previewMessages, async ({ body }, c) => {
    const items = [];
    for (const item of body.items) items.push(await preview(routes.deps, c, renderer, item));
    return { items };
  });
}

async function preview(deps: Deps, c: AppContext, renderer: Renderer, item: Item) {
  const parsed = contentSchemas[item.channel].safeParse(item.content);
  const wordedAll = (issues: readonly Issue[]) => issues.map((issue) => worded(issue, c.get("locale")));
  if (!parsed.success)
    return {
      content: null,
      request: null,
      issues: wordedAll(issuesOf(parsed.error.issues, item.content, ["content"])),
    };
  const { settings } = await settingsOf(deps);
  const school = { name: settings.schoolName || undefined, signature: settings.signature || undefined };
  const data = {
    ...sampleData(),
    ...(await learnerData(deps, item.learner)),
    ...(item.learner === undefined ? {} : { school }),
  } as MessageData;
  const options = { locale: item.locale, zone: item.zone ?? settings.zone };
  const { content, issues } = render(renderer, item.channel, parsed.data, data, options);
  const isWhole = issues.length === 0;
  const context = { to: null, type: "message.preview", decidedAt: deps.clock.now() };
  const sms =
    item.channel === "sms" ? { sms: smsParts(String(content.body), settings.signature, settings.smsTail) } : {};
  return {
    content,
    request: isWhole ? { ...channelOf(item.channel).encode(content, context) } : null,
    ...sms,
    issues: wordedAll(issues),
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
