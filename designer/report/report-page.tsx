// The report of a strategy: verdicts of its experiments first, then what was sent and what came of it.
import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState, Page } from "#designer/ui/page.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import type { getStrategyReport } from "#shared/api/reports.ts";
import { useReportSearch } from "./address.ts";
import { BehindDrawer } from "./behind-drawer.tsx";
import { Breakdown } from "./breakdown.tsx";
import { ExperimentSection } from "./experiment-section.tsx";
import { Filters } from "./filters.tsx";
import { Funnel } from "./funnel.tsx";
import { HowDrawer } from "./how-drawer.tsx";
import { Fatigue, LoadChart, RecoveryChart } from "./load.tsx";
import { useMessageName } from "./message-name.ts";
import { filtersIn, reportQuery } from "./report-query.ts";
import { valueNames } from "./values.ts";
import { reportWords as words } from "./words.ts";
import "./report.css";
import "./report-page.css";

type Report = AnswerOf<typeof getStrategyReport>;

/** The page `/strategies/:id/report`. */
export function ReportPage() {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const [search] = useReportSearch();
  const report = useQuery({ ...reportQuery(api, id, search), placeholderData: (before) => before });
  const name = report.data?.names.strategy[tagOf(locale)] ?? report.data?.names.strategy["zh-CN"] ?? id;
  const csv = `/api/reports/strategies/${id}?${new URLSearchParams({ ...filtersIn(search), format: "csv" })}`;
  return (
    <Page
      title={say(words.ofStrategy(name))}
      lead={
        report.data === undefined
          ? undefined
          : say(words.asOf(formatDateTime(report.data.now, locale, report.data.zone)))
      }
      actions={
        <>
          <Button
            href={`/strategies/${id}`}
            onClick={(click) => {
              if (click.metaKey || click.ctrlKey || click.shiftKey) return;
              click.preventDefault();
              void navigate({ to: `/strategies/${id}` as string });
            }}
          >
            {say(words.canvas)}
          </Button>
          <Button icon={<DownloadOutlined />} href={csv}>
            {say(words.csv)}
          </Button>
        </>
      }
    >
      {report.error !== null && <ProblemAlert error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton active aria-label={say(words.loading)} />}
      {report.data !== undefined && <Body report={report.data} />}
    </Page>
  );
}

function Body({ report }: { report: Report }) {
  const say = useSay();
  const locale = useLocale();
  const nameValue = valueNames(report.names, useMessageName(report.strategy), say, locale);
  const isEmpty = report.decided === 0 && report.episodes.length === 0;
  return (
    <>
      {report.experiments.length === 0 && (
        <EmptyState title={say(words.noExperiments)} hint={say(words.noExperimentsHow)} />
      )}
      {report.experiments.map((view) => (
        <ExperimentSection key={view.salt} view={view} nameValue={nameValue} />
      ))}
      <Filters report={report} nameValue={nameValue} />
      {isEmpty ? (
        <EmptyState title={say(words.nothing)} hint={say(words.nothingHow)} />
      ) : (
        <>
          <Funnel report={report} />
          <Breakdown report={report} nameValue={nameValue} />
        </>
      )}
      <Fatigue report={report} />
      <div className="wb-report-charts">
        <LoadChart report={report} />
        <RecoveryChart report={report} />
      </div>
      <BehindDrawer zone={report.zone} nameValue={nameValue} />
      <HowDrawer experiments={report.experiments} />
    </>
  );
}
