// The inspector of the strategy itself, shown while no node is chosen: names, whom it is for, its goal, holdout and rules of sending.
import { useMemo } from "react";
import type { Draft } from "#designer/document/draft.ts";
import type { Problem } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { fieldsOf } from "#shared/kernel/form.ts";
import { strategySections, titleField } from "#shared/strategy/form.ts";
import { FieldItem, FormItems, ProblemLines, type Target } from "./field-item.tsx";
import { type Dispatch, FormContext } from "./field-props.ts";
import { problemsBeside } from "./problems.ts";
import { words } from "./words.ts";
import "./form.css";

const drawn = new Set<unknown>(["nodes", "edges", "messages", "layout"]);

/** The form of the strategy. `diagnostics` are those of the whole draft; what belongs to nodes is left to them. */
export function StrategyForm(given: {
  readonly draft: Draft;
  readonly diagnostics: readonly Problem[];
  readonly dispatch: Dispatch;
}) {
  const say = useSay();
  const { draft, diagnostics, dispatch } = given;
  const surroundings = useMemo(() => ({ draft, owner: draft, dispatch }), [draft, dispatch]);
  const own = diagnostics.filter(({ nodeId, path }) => nodeId === null && !drawn.has(path[0]));
  const target: Target = { nodeId: null, base: [], problems: own };
  const fields = fieldsOf(strategySections.flatMap(({ form }) => form));
  const paths = [titleField.path, ...fields.map(({ path }) => path)];
  return (
    <FormContext value={surroundings}>
      <form className="wb-form" aria-label={say(words.strategyForm)} onSubmit={(event) => event.preventDefault()}>
        <ProblemLines problems={problemsBeside(own, [], paths)} />
        <FieldItem field={titleField} target={target} />
        {strategySections.map(({ label, help, form }) => (
          <section key={label.en} className="wb-form-section" aria-label={say(label)}>
            <h3>{say(label)}</h3>
            {help !== undefined && <p className="wb-field-note">{say(help)}</p>}
            <FormItems form={form} target={target} />
          </section>
        ))}
      </form>
    </FormContext>
  );
}
