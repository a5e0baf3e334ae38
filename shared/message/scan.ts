// The guard before any template parser: one linear pass over raw text that refuses what could make a parser or a compiler
// work long (size, tags, nesting, long tags, runs of white space) and every construct that templates here never need.
import { errorIssue, type Issue, type IssueParams } from "#shared/kernel/issue.ts";

/**
 * Bounds of one template. Bytes are UTF-8. Levels count blocks with their `else if` links, and brackets, each on their own.
 * `tagChars` bounds one tag, `codeChars` all of them without comments: the parser's lexer tries some 30 patterns per token. Runs
 * of white space are bounded because the parser's white-space control is quadratic in them.
 */
export const templateLimits = {
  bytes: 65_536,
  tags: 500,
  levels: 8,
  tagChars: 1000,
  codeChars: 16_000,
  spaceRun: 100,
} as const;

/** A place in a text; line and column count from 1, columns in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

/** The place of an offset. */
export function placeAt(source: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let at = source.indexOf("\n"); at !== -1 && at < offset; at = source.indexOf("\n", at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** An error of a template at its place. */
export function templateIssue(code: string, place: Place, params?: IssueParams): Issue {
  return errorIssue(code, [], { ...params, line: place.line, column: place.column });
}

interface Cursor {
  readonly source: string;
  at: number;
  tagCount: number;
  codeChars: number;
  /** The levels that each open block has added: itself and its `else if` links. */
  readonly open: { at: number; levels: number }[];
}

/** Looks a raw template over; null when it may be parsed. Work is linear in the text, whatever the text. */
export function scanTemplate(source: string): Issue | null {
  const unfit = scanText(source);
  if (unfit !== null) return unfit;
  const cursor: Cursor = { source, at: source.indexOf("{{"), tagCount: 0, codeChars: 0, open: [] };
  while (cursor.at !== -1) {
    const issue = scanTag(cursor);
    if (issue !== null) return issue;
    cursor.at = source.indexOf("{{", cursor.at);
  }
  const unclosed = cursor.open.at(-1);
  return unclosed === undefined ? null : fault(cursor, "template.syntax", unclosed.at);
}

/** Size, control characters and runs of white space. */
function scanText(source: string): Issue | null {
  if (source.length > templateLimits.bytes)
    return templateIssue("template.tooLong", placeAt("", 0), { limit: templateLimits.bytes });
  let bytes = 0;
  let run = 0;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
    run = isSpace(unit) ? run + 1 : 0;
    if (run > templateLimits.spaceRun)
      return templateIssue("template.spaces", placeAt(source, at), { limit: templateLimits.spaceRun });
    if (unit < 0x20 && !isSpace(unit)) return templateIssue("template.control", placeAt(source, at));
  }
  return bytes <= templateLimits.bytes
    ? null
    : templateIssue("template.tooLong", placeAt("", 0), { limit: templateLimits.bytes });
}

/** White space as a regular expression's \s sees it, which is what the parser uses. */
function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return unit === 0xa0 || (unit >= 0x1680 && /\s/.test(String.fromCharCode(unit)));
}

/** Reads the tag that starts at the cursor and moves the cursor behind it. */
function scanTag(cursor: Cursor): Issue | null {
  const { source } = cursor;
  const from = cursor.at;
  cursor.tagCount += 1;
  if (cursor.tagCount > templateLimits.tags)
    return fault(cursor, "template.tooManyTags", from, { limit: templateLimits.tags });
  if (source[from - 1] === "\\") return forbidden(cursor, "\\");
  const body = from + (source[from + 2] === "~" ? 3 : 2);
  const sigil = source.charAt(body) || " ";
  if (sigil === "!") return scanComment(cursor, body + 1);
  const isPlainInverse = sigil === "^" && /^\^\s*~?\}\}/.test(source.slice(body, body + templateLimits.spaceRun + 4));
  if ("{&>*".includes(sigil) || (sigil === "^" && !isPlainInverse)) return forbidden(cursor, sigil);
  if (sigil === "#" && ">*".includes(source.charAt(body + 1) || " "))
    return forbidden(cursor, source.slice(body, body + 2));
  const issue = scanInside(cursor, body);
  cursor.codeChars += cursor.at - from;
  if (cursor.codeChars > templateLimits.codeChars)
    return fault(cursor, "template.tooMuchCode", from, { limit: templateLimits.codeChars });
  return issue ?? (isPlainInverse ? null : nest(cursor, from, source.slice(body, cursor.at)));
}

/** A comment ends where the parser's lexer ends it: `{{!-- … --}}` at the dashes, `{{! … }}` at the braces. */
function scanComment(cursor: Cursor, from: number): Issue | null {
  const { source } = cursor;
  const isDashed = source.startsWith("--", from);
  for (let at = from; at < source.length; at += 1) {
    if (source.charCodeAt(at) !== 0x7d || source.charCodeAt(at + 1) !== 0x7d) continue;
    const end = source[at - 1] === "~" ? at - 1 : at;
    if (isDashed && !(end >= from + 2 && source.startsWith("--", end - 2))) continue;
    cursor.at = at + 2;
    return null;
  }
  return fault(cursor, "template.syntax", cursor.at);
}

/** Walks a tag to its end and moves the cursor behind it. */
function scanInside(cursor: Cursor, body: number): Issue | null {
  const { source } = cursor;
  const limit = Math.min(source.length, cursor.at + templateLimits.tagChars);
  let brackets = 0;
  for (let at = body; at < limit; at += 1) {
    const char = source.charAt(at);
    if (char === "}" && source[at + 1] === "}") {
      cursor.at = at + 2;
      return null;
    }
    if (char === '"' || char === "'") {
      const end = stringEnd(cursor, at, limit);
      if (typeof end !== "number") return end;
      at = end;
    } else if ("\\[]|={}".includes(char)) return forbidden(cursor, char);
    if (char === "(") brackets += 1;
    else if (char === ")") brackets -= 1;
    if (brackets > templateLimits.levels)
      return fault(cursor, "template.tooDeep", at, { limit: templateLimits.levels });
  }
  if (limit === source.length) return fault(cursor, "template.syntax", cursor.at);
  return fault(cursor, "template.tagTooLong", cursor.at, { limit: templateLimits.tagChars });
}

/** The end of a string, `limit` where it is open. No backslash, no doubled brace: then no two parsers can disagree about its end. */
function stringEnd(cursor: Cursor, from: number, limit: number): number | Issue {
  const { source } = cursor;
  const quote = source.charAt(from);
  for (let at = from + 1; at < limit; at += 1) {
    const char = source.charAt(at);
    if (char === quote) return at;
    if (char === "\\") return forbidden(cursor, char);
    if ((char === "{" || char === "}") && source[at + 1] === char) return forbidden(cursor, char + char);
  }
  return limit;
}

/** Keeps the count of levels: a block opens, closes, or grows by an `else if` (the parser nests those). */
function nest(cursor: Cursor, from: number, inside: string): Issue | null {
  const { open } = cursor;
  const last = open.at(-1);
  if (inside.startsWith("/")) return open.pop() === undefined ? fault(cursor, "template.syntax", from) : null;
  if (inside.startsWith("#")) open.push({ at: from, levels: 1 });
  else if (/^\s*else(?!\w)/.test(inside) && !/^\s*else\s*~?\}\}$/.test(inside)) {
    if (last === undefined) return fault(cursor, "template.syntax", from);
    last.levels += 1;
  }
  const levels = open.reduce((sum, block) => sum + block.levels, 0);
  return levels > templateLimits.levels
    ? fault(cursor, "template.tooDeep", from, { limit: templateLimits.levels })
    : null;
}

function fault(cursor: Cursor, code: string, at: number, params?: IssueParams): Issue {
  return templateIssue(code, placeAt(cursor.source, at), params);
}

function forbidden(cursor: Cursor, construct: string): Issue {
  return fault(cursor, "template.forbidden", cursor.at, { construct });
}
