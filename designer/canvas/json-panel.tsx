// The document as JSON beside the canvas: what is typed is taken once it can be drawn, what is drawn is shown at once, and the node at the
// caret is the node on the canvas, both ways.
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { ensureSyntaxTree } from "@codemirror/language";
import { linter, lintGutter } from "@codemirror/lint";
import { type EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import CodeMirror, { type ViewUpdate } from "@uiw/react-codemirror";
import { useEffect, useMemo, useState } from "react";
import { parseJson } from "#designer/document/clip.ts";
import { type Draft, readDraft } from "#designer/document/draft.ts";
import { isSame } from "#designer/document/path.ts";
import { printDraft } from "#designer/document/print.ts";
import { type Text, useSay } from "#designer/text/say.tsx";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { sentence } from "#shared/api/words.ts";
import { useCanvas, useCanvasStore } from "./canvas-context.tsx";
import { nodeStretches, type Stretch, stretchAt } from "./json-places.ts";
import { panelWords as words } from "./words.ts";

const light = StateEffect.define<Stretch | null>();
const here = Decoration.line({ class: "wb-json-here" });
const lit = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((one) => one.is(light));
    if (effect === undefined) return marks.map(transaction.changes);
    if (effect.value === null) return Decoration.none;
    const { from, to } = effect.value;
    const lines = [];
    for (let at = transaction.state.doc.lineAt(from); ; at = transaction.state.doc.line(at.number + 1)) {
      lines.push(here.range(at.from));
      if (at.to >= to) return Decoration.set(lines);
    }
  },
  provide: (field) => EditorView.decorations.from(field),
});

const extensions = [json(), linter(jsonParseLinter()), lintGutter(), lit, EditorView.lineWrapping];

/** The editor. */
export function JsonPanel() {
  const say = useSay();
  const { look } = useLook();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const [view, setView] = useState<EditorView | null>(null);
  const { text, refusal, type } = useText();
  const follow = useFollowing(view, text);
  return (
    <div className="wb-json">
      <CodeMirror
        value={text}
        theme={look}
        extensions={extensions}
        readOnly={isReadOnly}
        onChange={type}
        onUpdate={follow}
        onCreateEditor={(made) => {
          made.contentDOM.setAttribute("aria-label", say(words.jsonText));
          setView(made);
        }}
      />
      {refusal !== null && (
        <p className="wb-json-said" role="status">
          {say(refusal)}
        </p>
      )}
    </div>
  );
}

/** The text shown: the draft's, unless somebody is typing what means the same or cannot be drawn yet. */
function useText() {
  const store = useCanvasStore();
  const draft = useCanvas(({ history }) => history.present);
  const [typed, setTyped] = useState<{ text: string; of: Draft } | null>(null);
  const [refusal, setRefusal] = useState<Text | null>(null);
  const printed = useMemo(() => printDraft(draft), [draft]);
  const type = (text: string) => {
    const value = parseJson(text);
    const read = value === undefined ? null : readDraft(value);
    const [issue] = read !== null && "issues" in read ? read.issues : [];
    const said = (tag: "zh-CN" | "en") =>
      issue === undefined ? "" : `${issue.path.join(".")} · ${sentence(issue, tag)}`;
    setRefusal(read === null ? words.jsonInvalid : issue === undefined ? null : { zh: said("zh-CN"), en: said("en") });
    if (read !== null && "draft" in read && !isSame(read.draft, draft)) {
      store.getState().dispatch({ do: "replace", draft: read.draft }, "json");
    }
    setTyped({ text, of: store.getState().history.present });
  };
  // An edit on the canvas takes the text over again.
  const isTyped = typed !== null && typed.of === draft;
  return { text: isTyped ? typed.text : printed, refusal: isTyped ? refusal : null, type };
}

/** Lights up the selected node in the text, and selects the node that the caret is in. */
function useFollowing(view: EditorView | null, text: string) {
  const store = useCanvasStore();
  const selected = useCanvas(({ selection }) => (selection.size === 1 ? ([...selection][0] ?? null) : null));
  useEffect(() => {
    if (view === null || text === "") return;
    const stretch = stretchesIn(view.state).find(({ id }) => id === selected) ?? null;
    const isTyping = view.hasFocus;
    const scroll =
      stretch === null || isTyping ? [] : [EditorView.scrollIntoView(stretch.from, { y: "start", yMargin: 24 })];
    view.dispatch({ effects: [light.of(stretch), ...scroll] });
  }, [view, selected, text]);
  return (update: ViewUpdate) => {
    if (!update.selectionSet || !update.view.hasFocus) return;
    const found = stretchAt(stretchesIn(update.state), update.state.selection.main.head);
    const { selection, select } = store.getState();
    if (found !== null && !(selection.size === 1 && selection.has(found.id))) select([found.id]);
  };
}

function stretchesIn(state: EditorState): Stretch[] {
  const tree = ensureSyntaxTree(state, state.doc.length, 200);
  return tree === null ? [] : nodeStretches(tree, state.doc.toString());
}
