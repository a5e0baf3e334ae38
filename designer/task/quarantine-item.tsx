// One item of the quarantine: its reason and text; operators mend and retry it, or put it aside.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Input } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { discardQuarantined, retryQuarantined } from "#shared/api/quarantine.ts";
import { useActor } from "./actors.ts";
import { laidOut, type QuarantineRow } from "./quarantine.ts";
import { quarantineWords as words } from "./words-overview.ts";

interface Given {
  row: QuarantineRow;
  onClose: () => void;
}

/** The drawer. */
export function QuarantineItem({ row, onClose }: Given) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const actor = useActor();
  const mayAct = useCan("operate") && row.state === "open";
  const [text, setText] = useState(() => (row.payload === null ? "" : laidOut(row.payload)));
  const { retry, discard } = useActs(row, text, onClose);
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={say(words.item)}
      footer={
        mayAct && (
          <div className="wb-drawer-acts">
            <Button danger loading={discard.isPending} onClick={() => discard.mutate()}>
              {say(words.discard)}
            </Button>
            <Button
              type="primary"
              disabled={text.trim() === ""}
              loading={retry.isPending}
              onClick={() => retry.mutate()}
            >
              {say(words.retry)}
            </Button>
          </div>
        )
      }
    >
      <div className="wb-stack">
        <Alert
          type={row.state === "open" ? "warning" : "info"}
          showIcon
          title={say(row.reason)}
          description={[
            say(words.kindHow[row.kind]),
            row.path,
            `${row.source} · ${formatDateTime(row.at, locale, zone)}`,
          ]
            .filter((part) => part !== null && part !== "")
            .join(" · ")}
        />
        {row.by !== null && row.resolvedAt !== null && (
          <p className="wb-dim">
            {say(words.states[row.state])} ·{" "}
            {say(words.resolvedBy(actor(row.by), formatDateTime(row.resolvedAt, locale, zone)))}
          </p>
        )}
        <Payload row={row} text={text} isFixed={!mayAct} onText={setText} />
        <ProblemAlert error={retry.error ?? discard.error} />
      </div>
    </Drawer>
  );
}

interface PayloadGiven {
  row: QuarantineRow;
  text: string;
  isFixed: boolean;
  onText: (text: string) => void;
}

function Payload({ row, text, isFixed, onText }: PayloadGiven) {
  const say = useSay();
  if (row.payload === null) return <p className="wb-dim">{say(words.noPayload)}</p>;
  return (
    <div className="wb-stack-tight">
      <label htmlFor="quarantine-payload">{say(words.payload)}</label>
      <span className="wb-dim">{say(row.canRetry ? words.mended : words.cut)}</span>
      <Input.TextArea
        id="quarantine-payload"
        className="wb-payload"
        autoSize={{ minRows: 8, maxRows: 24 }}
        readOnly={isFixed}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
    </div>
  );
}

function useActs(row: QuarantineRow, text: string, onClose: () => void) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: row.id };
  const done = (said: string) => {
    void message.success(said);
    void client.invalidateQueries({ queryKey: ["quarantine"] });
    onClose();
  };
  const isMended = row.payload !== null && text !== laidOut(row.payload);
  const retry = useMutation({
    mutationFn: () => api.call(retryQuarantined, { params, body: isMended ? { payload: text } : {} }),
    onSuccess: ({ isDuplicate }) => done(say(isDuplicate ? words.duplicate : words.retried)),
  });
  const discard = useMutation({
    mutationFn: () => api.call(discardQuarantined, { params, body: {} }),
    onSuccess: () => done(say(words.discarded)),
  });
  return { retry, discard };
}
