// The first page: what needs a person, today by tier and channel, and the last fourteen days.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { formatDate, formatNumber } from "#designer/text/format.ts";
import { type Text, useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { alarmsOf, chartsOf, type Overview, overviewQuery } from "./overview.ts";
import { OverviewChannels, OverviewTiers } from "./overview-tables.tsx";
import { overviewWords as words } from "./words-overview.ts";
import "./overview.css";

const MiniChart = lazy(async () => ({ default: (await import("./mini-chart.tsx")).MiniChart }));

/** The page. */
export function OverviewPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(overviewQuery(useApi()));
  return (
    <Page title={say(words.title)} lead={data === undefined ? say(words.waiting) : <Lead overview={data} />}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton active paragraph={{ rows: 10 }} title={false} />}
      {data !== undefined && <Figures overview={data} />}
    </Page>
  );
}

function Lead({ overview: { now, zone, learners, openEpisodes } }: { overview: Overview }) {
  const say = useSay();
  const date = { zh: formatDate(now, "zh", zone), en: formatDate(now, "en", zone) };
  return say(words.lead(date, learners, openEpisodes));
}

function Figures({ overview }: { overview: Overview }) {
  const say = useSay();
  const dates = overview.days.map(({ date }) => date);
  return (
    <>
      <Alarms overview={overview} />
      <Today overview={overview} />
      <div className="wb-overview-columns">
        <Panel title={say(words.byTier)}>
          <OverviewTiers tiers={overview.today.tiers} />
        </Panel>
        <Panel title={say(words.byChannel)}>
          <OverviewChannels byChannel={overview.today.byChannel} />
        </Panel>
      </div>
      <Panel title={say(words.series)}>
        <div className="wb-charts">
          <Suspense fallback={<Skeleton active />}>
            {chartsOf(overview.days).map(({ title, series }) => (
              <MiniChart key={title.en} title={title} days={dates} series={series} />
            ))}
          </Suspense>
        </div>
      </Panel>
    </>
  );
}

function Alarms({ overview }: { overview: Overview }) {
  const say = useSay();
  const mayTasks = useCan("tasks");
  const alarms = alarmsOf(overview);
  return (
    <section className="wb-alarms" aria-label={say(words.alarms)}>
      {alarms.length === 0 && <Alert type="success" showIcon title={say(words.calm)} />}
      {alarms.map(({ level, text, path }) => (
        <Alert
          key={text.en}
          type={level === "bad" ? "error" : "warning"}
          showIcon
          title={say(text)}
          action={
            path !== null && (mayTasks || !path.startsWith("/tasks")) ? <Look path={path} what={text} /> : undefined
          }
        />
      ))}
    </section>
  );
}

function Look({ path, what }: { path: string; what: Text }) {
  const say = useSay();
  const [to = "", query = ""] = path.split("?");
  return (
    <Link
      to={to}
      search={Object.fromEntries(new URLSearchParams(query))}
      aria-label={`${say(words.look)}: ${say(what)}`}
    >
      {say(words.look)}
    </Link>
  );
}

interface Figure {
  label: Text;
  value: number;
  small: Text | null;
  tone?: "good" | "bad";
  path?: string;
}

function figuresOf({ today, days, tasks, openEpisodes }: Overview): Figure[] {
  const before = days.at(-2);
  const was = (count: number | undefined) => (count === undefined ? null : words.yesterday(count));
  return [
    { label: words.newly, value: today.opened, small: was(before?.opened), path: "/learners?state=atRisk" },
    { label: words.inTier, value: openEpisodes, small: null, path: "/learners?state=atRisk" },
    { label: words.recovered, value: today.recovered, small: was(before?.recovered), tone: "good" },
    { label: words.lost, value: today.lost, small: was(before?.lost), tone: "bad" },
    { label: words.sent, value: today.sends.accepted ?? 0, small: was(before?.sends.accepted ?? 0) },
    {
      label: words.openTasks,
      value: tasks.open + tasks.claimed,
      small: words.ofThem(tasks.claimed, tasks.overdue),
      path: "/tasks",
    },
    {
      label: words.promises,
      value: today.promises.kept,
      small: words.kept(today.promises.kept, today.promises.broken),
      ...(today.promises.broken > 0 ? { tone: "bad" as const } : {}),
    },
  ];
}

function Today({ overview }: { overview: Overview }) {
  const say = useSay();
  const locale = useLocale();
  const mayTasks = useCan("tasks");
  return (
    <section aria-label={say(words.today)}>
      <dl className="wb-figures">
        {figuresOf(overview).map(({ label, value, small, tone, path }) => {
          const [to = "", query = ""] = (path ?? "").split("?");
          const isLink = path !== undefined && (mayTasks || to !== "/tasks");
          const shown = formatNumber(value, locale);
          return (
            <div key={label.en} className={tone !== undefined && value > 0 ? `wb-figure-${tone}` : ""}>
              <dt>{say(label)}</dt>
              <dd>
                {isLink ? (
                  <Link
                    to={to}
                    search={Object.fromEntries(new URLSearchParams(query))}
                    aria-label={`${say(label)}: ${shown}`}
                  >
                    {shown}
                  </Link>
                ) : (
                  shown
                )}
                {small !== null && <small>{say(small)}</small>}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
