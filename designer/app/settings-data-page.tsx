// The school's data: a backup as a job, exports, and who was erased.
import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Progress, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatNumber } from "#designer/text/format.ts";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { getJob } from "#shared/api/ingest.ts";
import { getExport, listAudit, postBackup } from "#shared/api/system.ts";
import { sentenceOf } from "#shared/api/words.ts";
import { dataWords as words } from "./words-settings-system.ts";

/** The page. */
export function SettingsDataPage() {
  const say = useSay();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Panel title={say(words.backup)}>
        <p className="wb-settings-how">{say(words.backupHow)}</p>
        <Backup />
      </Panel>
      <Panel title={say(words.export)}>
        <p className="wb-settings-how">{say(words.exportHow)}</p>
        <Export />
      </Panel>
      <Panel title={say(words.erased)}>
        <p className="wb-settings-how">{say(words.erasedHow)}</p>
        <Erased />
      </Panel>
    </Page>
  );
}

function Backup() {
  const say = useSay();
  const api = useApi();
  const start = useMutation({
    mutationFn: ({ folder }: { folder: string }) => api.call(postBackup, { body: { folder: folder.trim() } }),
  });
  return (
    <>
      <Form layout="vertical" requiredMark={false} onFinish={start.mutate} style={{ maxWidth: 560 }}>
        <Form.Item
          name="folder"
          label={say(words.folder)}
          extra={say(words.folderHow)}
          rules={[{ required: true, whitespace: true, message: say(words.folderNeeded) }]}
        >
          <Input className="wb-mono" placeholder="/srv/backup/2026-03-02" autoComplete="off" maxLength={1000} />
        </Form.Item>
        <ProblemAlert error={start.error} />
        <Button htmlType="submit" loading={start.isPending}>
          {say(words.start)}
        </Button>
      </Form>
      {start.data !== undefined && <BackupJob id={start.data.job} />}
    </>
  );
}

const LOOK_EVERY_MS = 500;

function BackupJob({ id }: { id: string }) {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["job", id],
    queryFn: () => api.call(getJob, { params: { id } }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "running" ? LOOK_EVERY_MS : false,
  });
  if (data === undefined || data.state === "running")
    return (
      <div role="status" className="wb-settings-acts">
        {say(words.running)}
        <Progress aria-label={say(words.running)} percent={(data?.progressBp ?? 0) / 100} status="active" />
      </div>
    );
  const { folder, pauseMs, code } = data.result;
  const isDone = data.state === "done";
  const title = isDone
    ? words.done(String(folder), formatNumber(Number(pauseMs), locale))
    : words.failed(sentenceOf(String(code), tagOf(locale)));
  return (
    <div role="status" className="wb-settings-acts">
      <Alert showIcon type={isDone ? "success" : "error"} title={say(title)} />
    </div>
  );
}

const ledgers = [
  { path: "/api/sends?format=csv", name: words.sends },
  { path: "/api/decisions?format=csv", name: words.decisions },
  { path: "/api/episodes?format=csv", name: words.episodes },
] as const;

function Export() {
  const say = useSay();
  const api = useApi();
  const save = useMutation({
    mutationFn: async () => {
      const all = await api.call(getExport);
      const url = URL.createObjectURL(new Blob([`${JSON.stringify(all, null, 2)}\n`], { type: "application/json" }));
      Object.assign(document.createElement("a"), { href: url, download: "winback.json" }).click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <>
      <div className="wb-setting-row">
        <Button icon={<DownloadOutlined />} loading={save.isPending} onClick={() => save.mutate()}>
          {say(words.download)}
        </Button>
        <span className="wb-dim">{say(words.ledgers)}</span>
        {ledgers.map(({ path, name }) => (
          <a key={path} href={path} download>
            {say(name)}
          </a>
        ))}
      </div>
      <ProblemAlert error={save.error} />
    </>
  );
}

const ERASE = "learner.erase";

function Erased() {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["audit", "erased"],
    queryFn: () => api.call(listAudit, { query: { act: ERASE, limit: 20 } }),
  });
  if (data === undefined)
    return error === null ? <Skeleton active title={false} /> : <ProblemAlert error={error} onRetry={refetch} />;
  if (data.rows.length === 0) return <p className="wb-dim">{say(words.noErased)}</p>;
  return (
    <>
      <ul className="wb-rules">
        {data.rows.map(({ seq, at, object, actorName }) => (
          <li key={seq}>
            <time dateTime={at}>{formatDateTime(at, locale, zone)}</time> · <span className="wb-mono">{object}</span> ·{" "}
            {actorName}
          </li>
        ))}
      </ul>
      <Link to="/settings/audit" search={{ act: ERASE }}>
        {say(words.toAudit)}
      </Link>
    </>
  );
}
