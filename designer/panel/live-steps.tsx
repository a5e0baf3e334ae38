// The nodes in numbers: how many entered, are there, went on and dropped out; a row leads to its node.

import { goTo } from "#designer/canvas/acts.ts";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { ownName } from "#designer/document/describe.ts";
import { nodeAt } from "#designer/document/draft.ts";
import { formatNumber, formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
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
  const drawn = isKnown ? counted.draft : (counted.version ?? counted.draft);
  const name = nameIn(drawn, id, locale);
  const node = nodeAt(drawn, id);
  const isOwnName = node !== null && ownName(node, locale) !== null;
  return (
    <tr>
      <th scope="row">
        {isKnown ? (
          <button type="button" className="wb-live-node" onClick={() => goTo(bench, id)}>
            {name}
            {!isOwnName && name !== id && <small> {id}</small>}
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
        <small>{shareOf(dropped, entered, locale)}</small>
      </td>
    </tr>
  );
}

/** The dropped as a share of the entered; what is less than half a percent is not called none. */
function shareOf(dropped: number | null, entered: number, locale: Locale): string {
  if (dropped === null || dropped === 0 || entered === 0) return "";
  return dropped / entered < 0.005 ? "<1%" : formatPercent(dropped / entered, locale, 0);
}
