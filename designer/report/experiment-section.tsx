// An experiment on the page: verdict first, then whether the data can be trusted, then numbers, then pictures.
import { DownloadOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { useReportSearch } from "./address.ts";
import { ArmTable } from "./arm-table.tsx";
import { AssignedChart, LiftChart } from "./experiment-charts.tsx";
import { HealthStrip } from "./health-strip.tsx";
import { HeatMap } from "./heat-map.tsx";
import { useMessageName } from "./message-name.ts";
import { dayText } from "./number-format.ts";
import type { NameValue } from "./values.ts";
import { VerdictLine } from "./verdict.tsx";
import { armWords, reportWords as words } from "./words.ts";

/** What an experiment compares, in words. */
export function useExperimentTitle({ compared, strategy }: Pick<ExperimentView, "compared" | "strategy">): string {
  const say = useSay();
  const nameOf = useMessageName(compared.by === "message" ? strategy : null);
  if (compared.by === "message") return say(words.ofMessage(nameOf(compared.message)));
  if (compared.by === "split") return say(words.ofSplit(compared.node));
  return say(strategy === "" ? words.schoolHoldout : words.holdout);
}

/** The experiment. */
export function ExperimentSection({ view, nameValue }: { view: ExperimentView; nameValue: NameValue }) {
  const say = useSay();
  const locale = useLocale();
  const title = useExperimentTitle(view);
  const [, change] = useReportSearch();
  const { report, sentences, salt, spec } = view;
  const armed = report.arms.filter(({ exposed }) => exposed > 0).length;
  return (
    <Panel
      title={title}
      extra={
        <span className="wb-panel-acts">
          <span className="wb-dim">{say(words.startedOn(dayText(spec.startedDay, locale)))}</span>
          <Button size="small" icon={<QuestionCircleOutlined />} onClick={() => change({ how: salt })}>
            {say(words.how)}
          </Button>
          <Button
            size="small"
            icon={<DownloadOutlined />}
            href={`/api/reports/experiments/${encodeURIComponent(salt)}?format=csv`}
          >
            {say(words.csv)}
          </Button>
        </span>
      }
    >
      {report.comparisons.map(({ arm, verdict }) => {
        const sentence = sentences[arm];
        return sentence === undefined ? null : <VerdictLine key={arm} kind={verdict.kind} sentence={sentence} />;
      })}
      {armed === 1 && <p className="wb-dim">{say(words.noArm)}</p>}
      <HealthStrip view={view} title={title} />
      <h3>{say(armWords.title)}</h3>
      <ArmTable view={view} />
      <div className="wb-report-charts">
        {report.comparisons.map((comparison) => (
          <LiftChart key={comparison.arm} comparison={comparison} salt={salt} />
        ))}
        <AssignedChart view={view} />
        {report.comparisons.map((comparison) => (
          <HeatMap key={comparison.arm} comparison={comparison} nameValue={nameValue} />
        ))}
      </div>
    </Panel>
  );
}
