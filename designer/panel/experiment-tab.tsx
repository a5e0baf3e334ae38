// The experiment of one message: arms and weights, what it is judged by, how many learners it takes, and how it stands once it has begun.
import { Alert, Button, Skeleton } from "antd";
import { getAt } from "#designer/document/path.ts";
import { DurationInput } from "#designer/form/duration-field.tsx";
import { formatPercent } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Panel } from "#designer/ui/page.tsx";
import { ExperimentArms } from "./experiment-arms.tsx";
import { Choice, Labelled, Percent } from "./experiment-inputs.tsx";
import { banditFloor, freshExperiment, freshSalt, goalDays } from "./experiment-plan.ts";
import { ExperimentPlan } from "./experiment-planning.tsx";
import { type Standing, useExperiment } from "./experiment-queries.ts";
import { ExperimentStanding } from "./experiment-standing.tsx";
import { useDesk } from "./studio-desk.tsx";
import { experimentWords as words } from "./words-experiment.ts";

/** The tab. */
export function ExperimentTab() {
  const say = useSay();
  const { id, draft, message, isReadOnly, write } = useDesk();
  const salt = getAt(message, ["experiment", "salt"]);
  const standing = useExperiment(typeof salt === "string" ? salt : null);
  if (message.experiment === undefined) {
    const isLone = message.variants.length < 2;
    return (
      <EmptyState
        title={say(words.none)}
        hint={say(isLone ? words.needsTwo : words.noneHow)}
        action={
          <Button
            type="primary"
            disabled={isReadOnly || isLone}
            onClick={() => write(["experiment"], freshExperiment(draft, id))}
          >
            {say(words.begin)}
          </Button>
        }
      />
    );
  }
  if (standing.isPending && typeof salt === "string" && salt !== "") return <Skeleton active />;
  return <Designed standing={standing.data ?? null} salt={String(salt)} />;
}

function Designed({ standing, salt }: { standing: Standing | null; salt: string }) {
  const say = useSay();
  const { id, draft, isReadOnly, write } = useDesk();
  const isLocked = standing !== null;
  const renew = () => write(["experiment", "salt"], freshSalt(draft, id, [salt]));
  return (
    <div className="wb-exp">
      {isLocked ? (
        <Alert
          type="info"
          showIcon
          title={say(words.locked)}
          description={say(words.lockedHow)}
          action={
            <Button size="small" disabled={isReadOnly} onClick={renew}>
              {say(words.renew)}
            </Button>
          }
        />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={say(words.fresh)}
          action={
            <Button size="small" disabled={isReadOnly} onClick={() => write(["experiment"], undefined)}>
              {say(words.stop)}
            </Button>
          }
        />
      )}
      {standing !== null && <ExperimentStanding standing={standing} />}
      <Panel title={say(words.arms)}>
        <ExperimentArms />
      </Panel>
      <Panel title={say(words.judged)}>
        <Judged isLocked={isLocked} />
      </Panel>
      <ExperimentPlan isLocked={isLocked} />
    </div>
  );
}

/** What the experiment is judged by; fixed once it has begun. */
function Judged({ isLocked }: { isLocked: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const { draft, message, isReadOnly, write } = useDesk();
  const goal = goalDays(draft);
  const at = (field: string) => getAt(message, ["experiment", field]);
  const put = (field: string) => (value: unknown) => write(["experiment", field], value, `experiment ${field}`);
  const isShut = isReadOnly || isLocked;
  const allocation = at("allocation") === "bandit" ? "bandit" : "fixed";
  const used = message.variants.filter(({ weight }) => Number(weight) > 0).length;
  const floor = formatPercent(banditFloor(used), locale, 0);
  return (
    <div className="wb-exp-fields">
      <Choice
        label={say(words.metric)}
        value={String(at("metric"))}
        isDisabled={isShut}
        options={(["recovered", "acted", "opened"] as const).map((one) => ({
          value: one,
          label: say(words.metrics[one]),
        }))}
        onChange={put("metric")}
      />
      <Labelled label={say(words.window)}>
        {isShut ? (
          <code>{String(at("window") ?? getAt(draft, ["goal", "within"]))}</code>
        ) : (
          <DurationInput
            name={say(words.window)}
            value={at("window")}
            hint={String(goal)}
            isDays
            canClear
            write={put("window")}
          />
        )}
      </Labelled>
      <Percent label={say(words.margin)} rate={at("margin")} most={100} isDisabled={isShut} onChange={put("margin")} />
      <Choice
        label={say(words.allocation)}
        value={allocation}
        isDisabled={isShut}
        options={(["fixed", "bandit"] as const).map((one) => ({ value: one, label: say(words.allocations[one]) }))}
        onChange={put("allocation")}
      />
      {allocation === "bandit" && <p className="wb-studio-note">{say(words.banditHow(floor))}</p>}
      <Labelled label={say(words.salt)}>
        <code>{String(at("salt"))}</code>
      </Labelled>
    </div>
  );
}
