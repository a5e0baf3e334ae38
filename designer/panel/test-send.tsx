// A test send of one variant in the open language: to the writer's own address, or shown right here where it is an in-app message.
import { useMutation } from "@tanstack/react-query";
import { Alert, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import type { DraftVariant } from "#designer/document/draft.ts";
import { useSay } from "#designer/text/say.tsx";
import type { Given } from "#shared/api/contract.ts";
import { testMessage } from "#shared/api/test-message.ts";
import { InappCard } from "./frames.tsx";
import { useDesk } from "./studio-desk.tsx";
import { contentOf } from "./variants.ts";
import { testWords as words } from "./words-studio.ts";

/** The dialog. */
export function TestSend({ variant, onClose }: { variant: DraftVariant; onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const id = useId();
  const { message, tag, learner } = useDesk();
  const [to, setTo] = useState("");
  const channel = message.channel as Given<typeof testMessage>["body"]["channel"];
  const isInbox = channel === "inapp";
  const label = words.to[channel as keyof typeof words.to];
  const send = useMutation({
    mutationFn: () =>
      api.call(testMessage, {
        body: {
          channel,
          content: { ...contentOf(variant, tag) },
          locale: tag,
          ...(learner === null ? {} : { learner }),
          ...(isInbox ? {} : { to }),
        },
      }),
  });
  return (
    <Modal
      open
      title={say(words.title)}
      okText={say(words.send)}
      cancelText={say(words.cancel)}
      okButtonProps={{ disabled: !isInbox && to.trim() === "" }}
      confirmLoading={send.isPending}
      onOk={() => send.mutate()}
      onCancel={onClose}
    >
      {!isInbox && label !== undefined && (
        <div className="wb-content-field">
          <label htmlFor={id}>{say(label)}</label>
          <Input id={id} value={to} maxLength={200} onChange={({ target }) => setTo(target.value)} />
        </div>
      )}
      <p className="wb-studio-note">{say(isInbox ? words.toInbox : words.note)}</p>
      <ProblemAlert error={send.error} />
      {send.data !== undefined && <Outcome outcome={send.data} />}
    </Modal>
  );
}

interface Result {
  readonly state: string;
  readonly by: string;
  readonly reason: string;
  readonly content: Readonly<Record<string, unknown>>;
}

function Outcome({ outcome }: { outcome: Result }) {
  const say = useSay();
  const { state, by, reason, content } = outcome;
  if (state !== "accepted") return <Alert type="error" showIcon title={say(words.failed(reason))} />;
  if (by === "engine")
    return (
      <>
        <Alert type="success" showIcon title={say(words.shown)} />
        <InappCard content={content} />
      </>
    );
  return (
    <Alert
      type={by === "sandbox" ? "info" : "success"}
      showIcon
      title={say(by === "sandbox" ? words.sandbox : words.sent)}
    />
  );
}
