// The editor of one template: Handlebars with colours, completion of the strategy's fields and of helpers, what is wrong at its place with
// a fix where one is certain, and what a field means under the pointer. Undo is the strategy's own, not the editor's.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type Action, type Diagnostic, linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, hoverTooltip } from "@codemirror/view";
import CodeMirror from "@uiw/react-codemirror";
import { handlebarsLanguage } from "@xiechao/codemirror-lang-handlebars";
import { useMemo } from "react";
import { type Say, useSay } from "#designer/text/say.tsx";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { sentence } from "#shared/api/words.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { htmlIssues } from "#shared/message/html.ts";
import { checkTemplate } from "#shared/message/template.ts";
import { toneIssues } from "#shared/message/tone.ts";
import { type Desk, useDesk } from "./studio-desk.tsx";
import { completionsAt } from "./template-fields.ts";
import { fallbackEdit, fallbackOf, fieldAt, stretchOf } from "./template-places.ts";
import { editorWords as words } from "./words-studio.ts";

/** What others may do with an editor. */
export interface EditorHandle {
  /** Writes a text at the caret. */
  insert(text: string): void;
}

interface Given {
  readonly label: string;
  readonly isHtml: boolean;
  readonly lines: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onReady: (handle: EditorHandle | null) => void;
}

const LINE_PX = 22;
const PAD_PX = 10;
const setup = {
  lineNumbers: false,
  foldGutter: false,
  highlightActiveLine: false,
  highlightActiveLineGutter: false,
  history: false,
  historyKeymap: false,
  searchKeymap: false,
  autocompletion: false,
} as const;

/** The editor. */
export function TemplateEditor({ label, isHtml, lines, value, onChange, onReady }: Given) {
  const say = useSay();
  const { look } = useLook();
  const { fields, subject, tag, isReadOnly } = useDesk();
  const extensions = useMemo(
    () => extensionsOf({ fields, subject, tag, isHtml, label, say }),
    [fields, subject, tag, isHtml, label, say],
  );
  return (
    <CodeMirror
      className="wb-editor"
      value={value}
      theme={look}
      minHeight={`${lines * LINE_PX + PAD_PX}px`}
      maxHeight="420px"
      basicSetup={setup}
      indentWithTab={false}
      extensions={extensions}
      readOnly={isReadOnly}
      onChange={onChange}
      onCreateEditor={(view) => onReady({ insert: (text) => insertInto(view, text) })}
    />
  );
}

function insertInto(view: EditorView, text: string): void {
  const { from, to } = view.state.selection.main;
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
  view.focus();
}

type Known = Pick<Desk, "fields" | "subject" | "tag"> & {
  readonly isHtml: boolean;
  readonly label: string;
  readonly say: Say;
};

function extensionsOf(known: Known): Extension[] {
  return [
    handlebarsLanguage,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": known.label }),
    autocompletion({ override: [(context) => complete(context, known)], icons: false }),
    linter((view) => diagnosticsOf(view.state.doc.toString(), known), { delay: 200 }),
    hoverTooltip((view, at) => explain(view, at, known)),
  ];
}

function complete(context: CompletionContext, { fields, tag, say }: Known): CompletionResult | null {
  const found = completionsAt(context.state.doc.toString(), context.pos, fields, (path) => fallbackOf(path, tag));
  if (found === null) return null;
  const options = found.options.map(({ label, kind, detail, insert }) => ({
    label,
    detail: say(detail),
    apply: insert,
    type: kind === "field" ? "variable" : "function",
  }));
  return { from: found.from, options, validFor: /^[\w.-]*$/ };
}

/** The issues of a text: as a template, for its reader's ear, and as HTML. */
function issuesOf(text: string, { subject, isHtml }: Known): Issue[] {
  if (text === "") return [];
  return [...checkTemplate(text, { subject }), ...toneIssues(text), ...(isHtml ? htmlIssues(text) : [])];
}

function diagnosticsOf(text: string, known: Known): Diagnostic[] {
  return issuesOf(text, known).map((issue) => {
    const actions = fixesOf(issue, known);
    return { ...stretchOf(text, issue), severity: issue.severity, message: sentence(issue, uiTag(known.say)), actions };
  });
}

/** The language that the page speaks. */
function uiTag(say: Say): "zh-CN" | "en" {
  return say({ zh: "zh-CN", en: "en" }) === "en" ? "en" : "zh-CN";
}

function fixesOf(issue: Issue, { tag, say }: Known): Action[] {
  if (issue.code !== "template.unguarded") return [];
  const apply = (view: EditorView) => {
    const edit = fallbackEdit(view.state.doc.toString(), issue, tag);
    if (edit !== null) view.dispatch({ changes: edit });
  };
  return [{ name: say(words.fallback), apply }];
}

function explain(view: EditorView, at: number, { fields, say }: Known) {
  const found = fieldAt(view.state.doc.toString(), at);
  const field = fields.find(({ path }) => path === found?.path);
  if (found === null || field === undefined) return null;
  const create = () => {
    const dom = document.createElement("div");
    dom.className = "wb-editor-hover";
    const parts = [say(field.label), say(words.example(field.example)), say(field.isSure ? words.always : words.maybe)];
    dom.textContent = parts.join(" · ");
    return { dom };
  };
  return { pos: found.from, end: found.to, above: true, create };
}
