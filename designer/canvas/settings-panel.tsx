// The settings of the whole strategy, and of what is selected.

import { nodeAt } from "#designer/document/draft.ts";
import { NodeForm } from "#designer/form/node-form.tsx";
import { StrategyForm } from "#designer/form/strategy-form.tsx";
import { useCanvas } from "./canvas-context.tsx";

/** The strategy's settings. */
export function SettingsPanel() {
  const { draft, problems, dispatch } = useForm();
  return (
    <div className="wb-side-pad">
      <StrategyForm draft={draft} diagnostics={problems} dispatch={dispatch} />
    </div>
  );
}

/** The settings of one node. */
export function NodePanel({ id }: { id: string }) {
  const { draft, problems, dispatch } = useForm();
  const node = nodeAt(draft, id);
  if (node === null) return null;
  return (
    <div className="wb-side-pad">
      <NodeForm draft={draft} node={node} diagnostics={problems} dispatch={dispatch} />
    </div>
  );
}

function useForm() {
  return {
    draft: useCanvas(({ history }) => history.present),
    problems: useCanvas(({ judgement }) => judgement.problems),
    dispatch: useCanvas(({ dispatch }) => dispatch),
  };
}
