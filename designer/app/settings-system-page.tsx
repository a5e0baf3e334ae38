// The system: how the server is, its clock, what the doctor finds, and the documents about its API.
import { useQuery } from "@tanstack/react-query";
import { App, Button, Skeleton } from "antd";
import { z } from "zod";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useSession, useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatNumber, MISSING } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { getStatus } from "#shared/api/system.ts";
import { Documents } from "./documents.tsx";
import { Doctor } from "./settings-doctor.tsx";
import { useStopActs } from "./stop.ts";
import { aboutWords } from "./words-account.ts";
import { systemWords as words } from "./words-settings-system.ts";

/** What of the engine's state is shown. */
const statusSchema = z.object({
  version: z.string(),
  stop: z.string().nullable(),
  lastSeq: z.number(),
  appliedSeq: z.number(),
  now: z.number(),
  nextDueAt: z.number().nullable(),
  isClockSuspect: z.boolean(),
  learnerCount: z.number(),
  openEpisodeCount: z.number(),
  pendingSendCount: z.number(),
  memory: z.object({ rssBytes: z.number() }),
});
type Status = z.output<typeof statusSchema>;

/** The page. */
export function SettingsSystemPage() {
  const say = useSay();
  const mayExamine = useCan("operate");
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Panel title={say(words.state)}>
        <State />
      </Panel>
      {mayExamine && (
        <Panel title={say(words.doctor)}>
          <p className="wb-settings-how">{say(words.doctorHow)}</p>
          <Doctor />
        </Panel>
      )}
      <Panel title={say(aboutWords.documents)}>
        <Documents />
      </Panel>
    </Page>
  );
}

function State() {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["status"],
    queryFn: () => api.call(getStatus),
    refetchInterval: 5000,
    select: (status) => statusSchema.parse(status),
  });
  if (data === undefined)
    return error === null ? <Skeleton active title={false} /> : <ProblemAlert error={error} onRetry={refetch} />;
  return (
    <>
      <Clock status={data} />
      <Facts status={data} />
    </>
  );
}

function Clock({ status: { isClockSuspect, now } }: { status: Status }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const { modal } = App.useApp();
  const { confirmClock } = useStopActs();
  const mayConfirm = useCan("admin");
  if (!isClockSuspect) return null;
  const ask = () =>
    modal.confirm({
      title: say(words.confirmAsk),
      content: say(words.confirmHow(formatDateTime(now, locale, zone))),
      okText: say(words.confirm),
      onOk: confirmClock,
    });
  return (
    <div className="wb-setting-row wb-settings-note">
      <strong className="wb-state wb-state-paused">{say(words.clockJumped)}</strong>
      {mayConfirm && <Button onClick={ask}>{say(words.confirm)}</Button>}
    </div>
  );
}

function Facts({ status }: { status: Status }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const { isTest } = useSession().school.clock;
  const number = (value: number) => formatNumber(value, locale);
  const when = (at: number | null) => (at === null ? say(words.nothing) : formatDateTime(at, locale, zone));
  const clock = status.isClockSuspect ? words.clockJumped : isTest ? words.clockTest : words.clockFine;
  const rows = [
    [words.version, status.version || MISSING],
    [words.sends, say(status.stop === null ? words.sendsRun : words.sendsStopped)],
    [words.clock, say(clock)],
    [words.now, when(status.now)],
    [words.next, when(status.nextDueAt)],
    [words.log, say(words.logAt(number(status.appliedSeq), number(status.lastSeq)))],
    [words.memory, say(words.megabytes(number(status.memory.rssBytes / 1e6)))],
    [aboutWords.learners, number(status.learnerCount)],
    [aboutWords.episodes, number(status.openEpisodeCount)],
    [aboutWords.sends, number(status.pendingSendCount)],
  ] as const;
  return (
    <dl className="wb-system-facts">
      {rows.map(([name, value]) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
