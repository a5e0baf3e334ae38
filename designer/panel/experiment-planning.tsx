// Planning before the start: baseline, smallest effect and power give the learners of each arm, and this school's traffic the weeks.
import { Alert, Button } from "antd";
import { useState } from "react";
import { getAt } from "#designer/document/path.ts";
import { formatNumber } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import { Count, Percent } from "./experiment-inputs.tsx";
import { inputOf, LONGEST_WEEKS, type Planned, planOf } from "./experiment-plan.ts";
import { useTraffic } from "./experiment-queries.ts";
import { useDesk } from "./studio-desk.tsx";
import { planWords as words } from "./words-experiment.ts";
import { named } from "./words-studio.ts";

const WEEK_DAYS = 7;
const WHOLE_BP = 10_000;

/** The plan. */
export function ExperimentPlan({ isLocked }: { isLocked: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const { strategy, draft, message, isReadOnly, write } = useDesk();
  const traffic = useTraffic(strategy);
  const [guess, setGuess] = useState<number | null>(null);
  const at = (field: string) => getAt(message, ["experiment", field]);
  const put = (field: string) => (value: unknown) => write(["experiment", field], value, `experiment ${field}`);
  const heldOut = Number(getAt(draft, ["holdout", "weight"]) ?? 0) / WHOLE_BP;
  const perWeek = guess ?? traffic;
  const input = inputOf(draft, message, perWeek === null ? null : perWeek * (1 - heldOut));
  const plan = input === null ? null : planOf(input);
  const isShut = isReadOnly || isLocked;
  const shared = { most: 100, isDisabled: isShut };
  return (
    <Panel title={say(words.title)}>
      <div className="wb-exp-fields">
        <Percent label={say(words.baseline)} rate={at("baseline")} {...shared} onChange={put("baseline")} />
        <Percent label={say(words.effect)} rate={at("smallestEffect")} {...shared} onChange={put("smallestEffect")} />
        <Percent
          {...shared}
          label={say(words.power)}
          rate={at("power") ?? 0.8}
          least={50}
          most={99}
          onChange={put("power")}
        />
        <Count label={say(words.perWeek)} value={perWeek} onChange={setGuess} />
        <p className="wb-studio-note">
          {say(traffic === null ? words.perWeekUnknown : words.perWeekHow(formatNumber(traffic, locale)))}
        </p>
      </div>
      <div role="status">
        {input === null && <p className="wb-studio-note">{say(words.ask)}</p>}
        {input !== null && plan === null && <Alert type="error" showIcon title={say(words.impossible)} />}
        {plan !== null && <Answer plan={plan} locale={locale} />}
      </div>
      {plan !== null && !isShut && (
        <Button
          size="small"
          disabled={at("plannedLearners") === plan.learners}
          onClick={() => put("plannedLearners")(plan.learners)}
        >
          {say(at("plannedLearners") === plan.learners ? words.kept(formatNumber(plan.learners, locale)) : words.keep)}
        </Button>
      )}
    </Panel>
  );
}

function Answer({ plan, locale }: { plan: Planned; locale: Locale }) {
  const say = useSay();
  const { message } = useDesk();
  const arms = message.variants.map(({ id }, index) => `${named(id)} ${formatNumber(plan.perArm[index] ?? 0, locale)}`);
  const weeks = plan.days === null ? null : Math.ceil(plan.days / WEEK_DAYS);
  return (
    <div className="wb-exp-answer">
      <strong>{say(words.learners(formatNumber(plan.learners, locale), arms.join(" · ")))}</strong>
      {weeks !== null && <span>{say(words.weeks(formatNumber(weeks, locale)))}</span>}
      {weeks !== null && weeks > LONGEST_WEEKS && <span className="wb-studio-bad">{say(words.tooLong)}</span>}
      {plan.findable !== null && <span>{say(words.findable(formatNumber(plan.findable * 100, locale, 1)))}</span>}
    </div>
  );
}
