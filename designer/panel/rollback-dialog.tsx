// Bringing an older version back: it becomes a new version at once, and the publisher says what becomes of running episodes.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Modal, Radio } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { rollbackStrategy } from "#shared/api/strategies.ts";
import { refreshStrategy } from "./publish-queries.ts";
import { publishWords, versionWords as words } from "./words-publish.ts";

const ways = [
  { key: "finish", label: publishWords.finish, how: publishWords.finishHow },
  { key: "move", label: publishWords.move, how: publishWords.moveHow },
] as const;

/** The dialog. */
export function RollbackDialog({ id, number, onClose }: { id: string; number: number; onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [way, setWay] = useState<"finish" | "move">("finish");
  const rollback = useMutation({
    mutationFn: () => {
      const running = way === "finish" ? ("finish" as const) : { move: {} };
      return api.call(rollbackStrategy, { params: { id }, body: { version: number, running } });
    },
    onSuccess: async ({ version }) => {
      void message.success(say(words.rollbackDone(version)));
      await refreshStrategy(client, id);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={say(words.rollbackAsk(number))}
      okText={say(words.rollback)}
      okButtonProps={{ danger: true }}
      confirmLoading={rollback.isPending}
      onOk={() => rollback.mutate()}
      onCancel={onClose}
    >
      <p>{say(words.rollbackHow)}</p>
      <Radio.Group
        aria-label={say(words.rollbackRunning)}
        vertical
        value={way}
        onChange={({ target }) => setWay(target.value === "move" ? "move" : "finish")}
      >
        {ways.map(({ key, label, how }) => (
          <Radio key={key} value={key}>
            {say(label)} <small className="wb-publish-note">{say(how)}</small>
          </Radio>
        ))}
      </Radio.Group>
      <ProblemAlert error={rollback.error} />
    </Modal>
  );
}
