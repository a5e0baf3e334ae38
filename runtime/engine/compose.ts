// Composing: the data of one send's templates, and its content rendered by the one renderer.

import type { Episode } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { type ContentChannel, type TemplateField, templateFields } from "#shared/message/content.ts";
import { evidenceBag } from "#shared/message/evidence.ts";
import type { MessageData } from "#shared/message/fields.ts";
import type { Renderer } from "#shared/message/render.ts";
import type { FlowNode } from "#shared/node/all.ts";
import type { Profile } from "#shared/policy/recipient.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { Course } from "./courses.ts";
import type { Settings } from "./logged.ts";
import type { Send } from "./send.ts";

/** What composing looks at. `linkFor` gives the learner's own signed links. */
export interface ComposeView {
  world: World;
  settings: Settings;
  send: Send;
  learner: number;
  episode: Episode;
  plan: Plan;
  profile: Profile;
  courseOf(id: string): Course | null;
  linkFor(kind: "resume" | "preferences" | "optOut"): string;
}

type Content = Record<string, unknown>;
type Locale = "zh-CN" | "en";

/** The product's locale nearest to a learner's. */
function localeOf(profile: Profile, settings: Settings): Locale {
  const locale = profile.locale ?? settings.locale;
  return locale.startsWith("zh") ? "zh-CN" : "en";
}

/** What a send is made of: the content as it was written, and the texts in it that are templates. */
interface Source {
  content: Content;
  fields: TemplateField[];
}

/** The sources of each version, read once. */
const sources = new WeakMap<Plan, Map<string, Source | null>>();

/** The source content of a send: of its message's variant, or of the node itself. */
function sourceOf({ plan, send }: ComposeView, locale: Locale): Source | null {
  const known = sources.get(plan) ?? new Map<string, Source | null>();
  sources.set(plan, known);
  const key = `${send.node} ${send.message} ${send.variant} ${locale}`;
  let source = known.get(key);
  if (source === undefined) {
    const read = readSource(plan, send, locale);
    source =
      read === null ? null : { content: read.content, fields: templateFields(read.channel, read.content as never) };
    known.set(key, source);
  }
  return source;
}

function readSource(plan: Plan, send: Send, locale: Locale): { channel: ContentChannel; content: Content } | null {
  const node = plan.nodes.get(send.node);
  if (node === undefined) return null;
  if (node.type === "task") return { channel: "task", content: taskContent(node, locale) };
  if (node.type === "webhook") return { channel: "webhook", content: { body: node.fields ?? {} } };
  const message = send.message === null ? undefined : plan.document.messages?.[send.message];
  const variant = message?.variants.find((one) => one.id === send.variant);
  const content = variant?.content[locale] ?? variant?.content["zh-CN"] ?? variant?.content.en;
  return message === undefined || content === undefined ? null : { channel: message.channel, content };
}

function taskContent(node: Extract<FlowNode, { type: "task" }>, locale: Locale): Content {
  const title = node.title[locale] ?? node.title["zh-CN"] ?? node.title.en ?? node.id;
  const script = node.script?.[locale] ?? node.script?.["zh-CN"] ?? node.script?.en;
  return script === undefined ? { title } : { title, script };
}

/** What the templates may print. */
function dataOf(view: ComposeView): MessageData {
  const { world, learner, profile, settings, episode, plan } = view;
  const { facts } = world;
  const subject = plan.document.subject;
  const evidence = evidenceBag(episode.evidence);
  const course = subject === "course" ? episode.subject : evidence["course"];
  const attributes = facts.attributes[learner] ?? {};
  return {
    learner: {
      id: facts.ids[learner] ?? "",
      name: profile.name,
      locale: profile.locale,
      zone: facts.zoneOf(learner),
      attr: attributes,
    },
    ...(course === undefined
      ? {}
      : { course: { id: String(course), ...courseAttributes(view, attributes, String(course)) } }),
    evidence,
    cohort: cohortOf(evidence),
    school: { name: settings.schoolName || undefined, signature: settings.signature || undefined },
    links: linksOf(view),
  } as unknown as MessageData;
}

/** Links are signed when a template asks for one. */
function linksOf(view: ComposeView): Record<string, string> {
  return {
    get resume() {
      return view.linkFor("resume");
    },
    get preferences() {
      return view.linkFor("preferences");
    },
    get optOut() {
      return view.linkFor("optOut");
    },
  };
}

/** What the school says of a course; else its title comes as attribute `courseTitle_<id>` or `courseTitle`, since events name courses by id only. */
function courseAttributes(
  { courseOf }: ComposeView,
  attributes: Readonly<Record<string, unknown>>,
  course: string,
): Record<string, unknown> {
  const known = courseOf(course);
  if (known !== null) {
    const { title, startsAt, endsAt } = known;
    return { title, ...(startsAt === null ? {} : { startsAt }), ...(endsAt === null ? {} : { endsAt }) };
  }
  const title = attributes[`courseTitle_${course}`] ?? attributes["courseTitle"];
  return title === undefined ? {} : { title };
}

function cohortOf(evidence: Record<string, unknown>): Record<string, unknown> {
  const { median, behind } = evidence;
  return { ...(median === undefined ? {} : { median }), ...(behind === undefined ? {} : { behindPercent: behind }) };
}

/** A copy of a content, which is plain JSON two levels deep at most. */
function copyOf(content: Content): Content {
  const copy: Content = {};
  for (const [key, value] of Object.entries(content))
    copy[key] = typeof value === "object" && value !== null ? { ...value } : value;
  return copy;
}

/** Sets a dotted path in a copy of the content. */
function setAt(content: Content, path: string, value: string): void {
  const steps = path.split(".");
  let place = content;
  for (const step of steps.slice(0, -1)) place = place[step] as Content;
  place[steps[steps.length - 1] as string] = value;
}

/** Renders the content of a send, or says what in it cannot be rendered. */
export function compose(renderer: Renderer, view: ComposeView): { content: Content } | { issue: Issue } {
  const locale = localeOf(view.profile, view.settings);
  const source = sourceOf(view, locale);
  if (source === null) return { issue: { code: "render.noContent", severity: "error", path: [] } };
  const content = copyOf(source.content);
  const data = dataOf(view);
  const zone = view.world.facts.zoneOf(view.learner);
  for (const field of source.fields) {
    const rendered = renderer.render(field.source, data, { escape: field.isHtml, locale, zone });
    if ("issue" in rendered) return { issue: { ...rendered.issue, path: field.path.split(".") } };
    setAt(content, field.path, rendered.text);
  }
  return { content };
}
