// The nodes in numbers: how many entered, are there, went on and dropped out; a row leads to its node.

import { goTo } from "#designer/canvas/acts.ts";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { nodeAt } from "#designer/document/draft.ts";
import { formatNumber, formatPercent } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { type LiveStep, type LiveView, stepsOf } from "./live-counts.ts";
import type { Counted } from "./live-version.ts";
import { liveWords as words } from "./words-live.ts";

/** The table. */
export function LiveSteps({ view, counted }: { view: LiveView; counted: Counted }) {
  const say = useSay();
  const steps = stepsOf(view, counted.draft);
  if (steps.length === 0) return <p className="wb-live-note">{say(words.noSteps)}</p>;
  return (
    <section aria-label={say(words.steps)}>
      <h3>{say(words.steps)}</h3>
      <table className="wb-live-steps">
        <thead>
          <tr>
            <th scope="col">{say(words.node)}</th>
            <th scope="col">{say(words.entered)}</th>
            <th scope="col">{say(words.here)}</th>
            <th scope="col">{say(words.passed)}</th>
            <th scope="col" title={say(words.droppedHow)}>
              {say(words.dropped)}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <Step key={step.id} step={step} counted={counted} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Step({ step: { id, entered, here, passed, dropped }, counted }: { step: LiveStep; counted: Counted }) {
  const say = useSay();
  const locale = useLocale();
  const bench = useBench();
  const isKnown = nodeAt(counted.draft, id) !== null;
  const isDrawn = useCanvas(({ history }) => nodeAt(history.present, id) !== null);
  const name = nameIn(isKnown ? counted.draft : (counted.version ?? counted.draft), id, locale);
  const share =
    entered === 0 || dropped === null || dropped === 0 ? "" : ` ${formatPercent(dropped / entered, locale, 0)}`;
  return (
    <tr>
      <th scope="row">
        {isKnown ? (
          <button type="button" className="wb-live-node" onClick={() => goTo(bench, id)}>
            {name}
          </button>
        ) : (
          <>
            {name} <small>{say(isDrawn ? words.changed : words.gone)}</small>
          </>
        )}
      </th>
      <td>{formatNumber(entered, locale)}</td>
      <td>{here === null ? "" : formatNumber(here, locale)}</td>
      <td>{passed === null ? "" : formatNumber(passed, locale)}</td>
      <td>
        {dropped === null ? "" : formatNumber(dropped, locale)}
        <small>{share}</small>
      </td>
    </tr>
  );
}
