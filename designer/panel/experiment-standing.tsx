// How an experiment that runs stands, by its last look, and taking the winner for all.
import { useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useCan } from "#designer/api/session.tsx";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import type { Standing } from "./experiment-queries.ts";
import { useDesk } from "./studio-desk.tsx";
import { shareRest, weightsOf, withWeights } from "./variants.ts";
import { standingWords as words } from "./words-experiment.ts";

const WHOLE_BP = 10_000;

/** The standing. */
export function ExperimentStanding({ standing }: { standing: Standing }) {
  const say = useSay();
  const locale = useLocale();
  const { message, isReadOnly } = useDesk();
  const sentences = Object.entries(standing.sentences);
  const promote = usePromotion();
  return (
    <Panel title={say(words.title)}>
      <p className="wb-studio-note">{say(words.assigned(formatNumber(standing.report.health.assigned, locale)))}</p>
      {sentences.length === 0 ? (
        <p>{say(words.waiting)}</p>
      ) : (
        <ul className="wb-exp-verdicts">
          {sentences.map(([arm, sentence]) => (
            <li key={arm}>{say(sentence)}</li>
          ))}
        </ul>
      )}
      <div className="wb-exp-promote">
        {message.variants.map(({ id }, index) => (
          <Button key={id} size="small" disabled={isReadOnly} onClick={() => promote(id, index)}>
            {say(words.promote(id))}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

/** Gives one variant all of the weight, once the person has agreed; publishing puts it in force. */
function usePromotion(): (id: string, index: number) => void {
  const say = useSay();
  const { modal, message: toast } = App.useApp();
  const { message, strategy, write } = useDesk();
  const mayPublish = useCan("publish");
  const navigate = useNavigate();
  return (id, index) => {
    const { variants } = message;
    void modal.confirm({
      title: say(words.promoteAsk(id)),
      content: say(words.promoteHow),
      okText: say(mayPublish ? words.publish : words.promote(id)),
      cancelText: say(words.cancel),
      onOk: () => {
        write(["variants"], withWeights(variants, shareRest(weightsOf(variants), index, WHOLE_BP)));
        if (mayPublish)
          void navigate({ to: "/strategies/$id", params: { id: strategy }, search: { panel: "publish" } });
        else void toast.info(say(words.cannotPublish));
      },
    });
  };
}
