// The one renderer of message text (ruling 32): compiles checked templates with its own Handlebars instance, shows them a closed
// copy of the data, and gives text or one issue. Lives on the server; Handlebars compiles to code, which a page's CSP refuses.
import Handlebars from "handlebars";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { Recent } from "#shared/kernel/recent.ts";
import { isZone } from "#shared/kernel/zone.ts";
import { inspectTemplate } from "./check.ts";
import type { MessageData } from "./fields.ts";
import { createFormats, type Formats } from "./formats.ts";
import { type Helper, helpers } from "./helpers.ts";
import { htmlIssues } from "./html.ts";
import { templateLimits } from "./scan.ts";
import { readTemplate } from "./template.ts";
import { createView, isMissing, RenderStop, renderStop, type ViewStep, viewSteps } from "./view.ts";

/** How to render. `escape`: HTML (e-mail); else plain text. `locale` BCP-47, `zone` IANA. `maxChars` in UTF-16 units, default 20,000. */
export interface RenderOptions {
  readonly escape: boolean;
  readonly locale: string;
  readonly zone: string;
  readonly maxChars?: number;
}

/** The text, or why there is none. */
export type Rendered = { text: string } | { issue: Issue };

/** Renders templates and remembers what it compiled. */
export interface Renderer {
  /**
   * Expected failures are issues: `template.*` (not a template of ours), `render.missing` (names the path), `render.value`,
   * `render.link`, `render.tooLong`, `render.locale`, `render.zone`, `html.*` (with `escape`), `render.failed`.
   */
  render(source: string, data: MessageData, options: RenderOptions): Rendered;
  /** How many templates it remembers now. */
  cachedCount(): number;
}

type Compiled = { run: HandlebarsTemplateDelegate; steps: readonly ViewStep[] } | { issue: Issue };

/** A source compiled for plain text and for HTML, each on first need. */
interface Both {
  html: Compiled | null;
  text: Compiled | null;
}

/** What one render hands to its helpers; templates cannot name it. */
interface Frame {
  formats: Formats;
  maxChars: number;
}

const DEFAULT_MAX_CHARS = 20_000;

/** A renderer that remembers the templates used lately, at most `capacity` of them (default 256). */
export function createRenderer(capacity: number = 256): Renderer {
  const engine = createEngine();
  const templates = new Recent<Both>(capacity);
  const formats = new Recent<Formats | Issue>(capacity);
  const compiledOf = (source: string, isHtml: boolean): Compiled => {
    // What is refused unread is not remembered.
    if (typeof source !== "string" || source.length > templateLimits.bytes) return compile(engine, source, isHtml);
    const both = templates.get(source, () => ({ html: null, text: null }));
    const as = isHtml ? "html" : "text";
    both[as] ??= compile(engine, source, isHtml);
    return both[as];
  };
  const render = (source: string, data: MessageData, options: RenderOptions): Rendered => {
    const { escape: isHtml, locale, zone, maxChars = DEFAULT_MAX_CHARS } = options;
    const format = formats.get(`${locale} ${zone}`, () => formatsOf(locale, zone));
    if ("code" in format) return { issue: format };
    const compiled = compiledOf(source, isHtml);
    if ("issue" in compiled) return compiled;
    try {
      const frame: Frame = { formats: format, maxChars };
      const text = compiled.run(createView(compiled.steps, data), { data: { frame } });
      if (text.length > maxChars) return { issue: errorIssue("render.tooLong", [], { limit: maxChars }) };
      const unsafe = isHtml ? htmlIssues(text)[0] : undefined;
      return unsafe === undefined ? { text } : { issue: unsafe };
    } catch (error) {
      return { issue: issueOf(error) }; // an edge: one bad template or learner must not stop the others (P17)
    }
  };
  return { render, cachedCount: () => templates.size };
}

/** A Handlebars of our own: our helpers, no partials, no decorators, none of the built-in helpers. */
function createEngine(): typeof Handlebars {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);
  for (const name of Object.keys(engine.decorators)) engine.unregisterDecorator(name);
  for (const [name, helper] of Object.entries<Helper>(helpers)) {
    const { apply } = helper;
    if (apply !== null)
      engine.registerHelper(name, (...all: unknown[]) => apply(all.slice(0, -1), frameOf(all.at(-1)).formats));
  }
  engine.registerHelper("if", function (this: unknown, value: unknown, block: Handlebars.HelperOptions) {
    return holds(value) ? block.fn(this) : block.inverse(this);
  });
  engine.registerHelper("unless", function (this: unknown, value: unknown, block: Handlebars.HelperOptions) {
    return holds(value) ? block.inverse(this) : block.fn(this);
  });
  engine.registerHelper("each", function (this: unknown, list: unknown, block: Handlebars.HelperOptions) {
    return each(this, list, block);
  });
  return engine;
}

/** Runs the body for every item, stopping as soon as the text is beyond its bound. */
function each(context: unknown, list: unknown, block: Handlebars.HelperOptions): string {
  if (isMissing(list) || (Array.isArray(list) && list.length === 0)) return block.inverse(context);
  if (!Array.isArray(list)) throw renderStop("render.value", { wanted: "list", got: typeof list });
  const { maxChars } = frameOf(block);
  let text = "";
  for (const [index, item] of list.entries()) {
    const data = Object.assign(Handlebars.createFrame(block.data), {
      index,
      first: index === 0,
      last: index === list.length - 1,
    });
    text += block.fn(item, { data });
    if (text.length > maxChars) throw renderStop("render.tooLong", { limit: maxChars });
  }
  return text;
}

/** Handlebars' own rule of truth, with missing as no. */
function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : !isMissing(value) && Boolean(value);
}

function frameOf(options: unknown): Frame {
  return (options as { data: { frame: Frame } }).data.frame;
}

/** Checks with the engine's own parser, so that what was checked is what gets compiled, to the letter. */
function compile(engine: typeof Handlebars, source: string, isHtml: boolean): Compiled {
  const read = readTemplate(source, (text) => engine.parse(text));
  const inspected = Array.isArray(read) ? { issues: read, paths: new Set<string>() } : inspectTemplate(read.ast, null);
  const issue = inspected.issues.find((found) => found.severity === "error");
  if (issue !== undefined) return { issue };
  const builtIn = { helperMissing: false, blockHelperMissing: false, with: false, log: false, lookup: false };
  const knownHelpers = { ...builtIn, ...Object.fromEntries(Object.keys(helpers).map((name) => [name, true])) };
  const run = engine.compile(source, {
    knownHelpers: knownHelpers as KnownHelpers,
    knownHelpersOnly: true,
    strict: true,
    noEscape: !isHtml,
  });
  return { run, steps: viewSteps(inspected.paths) };
}

function formatsOf(locale: string, zone: string): Formats | Issue {
  if (!isZone(zone)) return errorIssue("render.zone", [], { zone: zone.slice(0, 80) });
  try {
    return createFormats(locale, zone);
  } catch {
    return errorIssue("render.locale", [], { locale: locale.slice(0, 80) }); // Intl has no other way to refuse a locale
  }
}

function issueOf(error: unknown): Issue {
  if (error instanceof RenderStop) return error.issue;
  return errorIssue("render.failed", [], { reason: String(error).slice(0, 200) });
}
