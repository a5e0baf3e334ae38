// The channels: how each is connected, what it can promise, and a trial of its connection.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Skeleton, Tag } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { formatDuration, formatNumber, formatYuan } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { type Say, useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { testChannel } from "#shared/api/channels.ts";
import { getChannels } from "#shared/api/work.ts";
import type { ChannelFacts } from "#shared/channel/kind.ts";
import { channelWords as words } from "./words-settings-system.ts";

/** A channel as the server has it. */
interface Connected extends ChannelFacts {
  readonly transport: "engine" | "webhook" | "sandbox";
}

/** The page. */
export function SettingsChannelsPage() {
  const say = useSay();
  const api = useApi();
  const query = useQuery({ queryKey: ["channels"], queryFn: () => api.call(getChannels) });
  // The answer's rows are the channels' own facts with their transport beside (route-channels).
  const items = query.data?.items as readonly unknown[] | undefined as readonly Connected[] | undefined;
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {items === undefined ? (
        query.error === null && <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <div className="wb-channel-list">
          {items.map((channel) => (
            <ChannelPanel key={channel.channel} channel={channel} />
          ))}
        </div>
      )}
    </Page>
  );
}

function ChannelPanel({ channel }: { channel: Connected }) {
  const say = useSay();
  const locale = useLocale();
  const mayTest = useCan("admin");
  const { transport } = channel;
  const tag =
    transport === "sandbox" ? (
      <Tag color="warning">{say(words.sandbox)}</Tag>
    ) : (
      <Tag color="success">{say(transport === "engine" ? words.builtIn : words.connected)}</Tag>
    );
  return (
    <Panel title={say(channel.label)} extra={tag}>
      {transport === "sandbox" && <p className="wb-settings-how">{say(words.sandboxHow)}</p>}
      <dl className="wb-channel-facts">
        {factsOf(channel, say, locale).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      {mayTest && <Trial channel={channel} />}
    </Panel>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function promiseOf({ keyClass, keyWindowMs }: ChannelFacts, locale: Locale) {
  if (keyClass !== "keyed") return words[keyClass];
  return keyWindowMs === undefined ? words.keyedShort : words.keyed(formatDuration(keyWindowMs, locale));
}

function factsOf(channel: ChannelFacts, say: Say, locale: Locale): [string, string][] {
  const { providerQuiet, costFen, limits } = channel;
  const daily = limits.recipientDailyCount;
  const yesNo = (is: boolean) => say(is ? words.yes : words.no);
  return [
    [say(words.delivery), say(promiseOf(channel, locale))],
    [say(words.seen), yesNo(channel.canOpen)],
    [say(words.interrupts), say(channel.interrupts ? words.interruptsYes : words.interruptsNo)],
    [say(words.caps), yesNo(channel.countsToCaps)],
    [say(words.address), yesNo(channel.needsAddress)],
    ...(providerQuiet ? [[say(words.quiet), `${providerQuiet.from}–${providerQuiet.to}`] as [string, string]] : []),
    ...(daily === undefined ? [] : [[say(words.daily), formatNumber(daily, locale)] as [string, string]]),
    ...(costFen === undefined
      ? []
      : [[say(words.cost), say(words.costHow(formatYuan(costFen / 100, locale)))] as [string, string]]),
  ];
}

function Trial({ channel: { channel, label, transport } }: { channel: Connected }) {
  const say = useSay();
  const api = useApi();
  const [url, setUrl] = useState("");
  const needsUrl = transport === "webhook";
  const trial = useMutation({
    mutationFn: () =>
      api.call(testChannel, { params: { id: channel }, body: needsUrl && url !== "" ? { url: url.trim() } : {} }),
  });
  return (
    <form
      className="wb-channel-test"
      onSubmit={(event) => {
        event.preventDefault();
        trial.mutate();
      }}
    >
      {needsUrl && (
        <Input
          type="url"
          aria-label={say(words.testUrl)}
          placeholder="https://"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      )}
      <Button htmlType="submit" loading={trial.isPending} aria-label={say(words.testOf(say(label)))}>
        {say(words.test)}
      </Button>
      <div role="status">
        <ProblemAlert error={trial.error} />
        {trial.data && (
          <Alert
            type={!trial.data.isWorking ? "error" : trial.data.transport === "sandbox" ? "info" : "success"}
            showIcon
            title={trial.data.message}
            description={say(words.took(trial.data.durationMs))}
          />
        )}
      </div>
    </form>
  );
}
