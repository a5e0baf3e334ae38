// The inspector of a node: its sentence with its own numbers, then what its kind asks, then what every node has.
import { useMemo } from "react";
import { kindLabel, signalSentence } from "#designer/document/describe.ts";
import { type Draft, type DraftNode, messageAt } from "#designer/document/draft.ts";
import type { Problem } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { fieldsOf } from "#shared/kernel/form.ts";
import { nameField, noteField } from "#shared/node/form.ts";
import { FieldItem, FormItems, ProblemLines, type Target } from "./field-item.tsx";
import { type Dispatch, FormContext } from "./field-props.ts";
import { formOf } from "./form-of.ts";
import { IdentityField } from "./identity-field.tsx";
import { problemsBeside } from "./problems.ts";
import { words } from "./words.ts";
import "./form.css";

/** The form of one node. `diagnostics` may be those of the whole draft. */
export function NodeForm(given: {
  readonly draft: Draft;
  readonly node: DraftNode;
  readonly diagnostics: readonly Problem[];
  readonly dispatch: Dispatch;
}) {
  const say = useSay();
  const { draft, node, diagnostics, dispatch } = given;
  const surroundings = useMemo(() => ({ draft, owner: node, dispatch }), [draft, node, dispatch]);
  const index = draft.nodes.indexOf(node);
  const target: Target = {
    nodeId: node.id,
    base: ["nodes", index],
    problems: diagnostics.filter(
      ({ nodeId, path }) => nodeId === node.id || (path[0] === "nodes" && path[1] === index),
    ),
  };
  const form = formOf(node);
  const own = form ?? [];
  const paths = [...fieldsOf(own).map(({ path }) => path), nameField.path, noteField.path];
  const label = say(kindLabel(node, messageAt(draft, node.message)));
  return (
    <FormContext value={surroundings}>
      <form
        className="wb-form"
        aria-label={say(words.nodeForm(label))}
        onSubmit={(event) => event.preventDefault()}
        key={node.id}
      >
        <Head node={node} label={label} />
        <ProblemLines problems={problemsBeside(target.problems, target.base, paths)} />
        {form === null && <p>{say(words.unknownKind)}</p>}
        <FormItems form={own} target={target} />
        <div className="wb-form-common">
          <FieldItem field={nameField} target={target} />
          <IdentityField key={node.id} node={node} />
          <FieldItem field={noteField} target={target} />
        </div>
      </form>
    </FormContext>
  );
}

function Head({ node, label }: { node: DraftNode; label: string }) {
  const say = useSay();
  const sentence = signalSentence(node);
  return (
    <header className="wb-form-head">
      <span className="wb-form-kind">{label}</span>
      {node.type === "signal" && (
        <p className="wb-form-sentence" role="status">
          {sentence === null ? say(words.unfinished) : say(sentence)}
        </p>
      )}
    </header>
  );
}
