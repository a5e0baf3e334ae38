// What operators do with one learner: load them into Try, opt them out, erase them after typing their id.
import { DeleteOutlined, ExperimentOutlined, StopOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { deleteLearner, postOptOut } from "#shared/api/ingest.ts";
import { channelLabel } from "./entry-parts.ts";
import type { LearnerCard } from "./learner.ts";
import type { Choices } from "./learners.ts";
import { learnerWords as words } from "./words-learners.ts";

/** The acts that the person's role allows. */
export function LearnerActs({ learner, choices }: { learner: LearnerCard; choices: Choices | undefined }) {
  const say = useSay();
  const mayChange = useCan("learners");
  const [open, setOpen] = useState<"optOut" | "erase" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {choices !== undefined && choices.strategies.length > 0 && <ToTry id={learner.id} choices={choices} />}
      {mayChange && (
        <>
          <Button icon={<StopOutlined />} onClick={() => setOpen("optOut")}>
            {say(words.optOut)}
          </Button>
          <Button danger icon={<DeleteOutlined />} onClick={() => setOpen("erase")}>
            {say(words.erase)}
          </Button>
        </>
      )}
      {open === "optOut" && <OptOut learner={learner} onClose={close} />}
      {open === "erase" && <Erase learner={learner} onClose={close} />}
    </>
  );
}

function ToTry({ id, choices }: { id: string; choices: Choices }) {
  const say = useSay();
  const navigate = useNavigate();
  const items = choices.strategies.map((strategy) => ({
    key: strategy.id,
    label: say(strategy.name),
    onClick: () => void navigate({ href: `/strategies/${strategy.id}?panel=try&learner=${encodeURIComponent(id)}` }),
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button icon={<ExperimentOutlined />} title={say(words.toTryHow)} aria-haspopup="menu">
        {say(words.toTry)}
      </Button>
    </Dropdown>
  );
}

const channels = ["push", "sms", "wechat", "email", "inapp"] as const;
type Channel = (typeof channels)[number] | "all";

function OptOut({ learner, onClose }: { learner: LearnerCard; onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [channel, setChannel] = useState<Channel>("all");
  const go = useMutation({
    mutationFn: () => api.call(postOptOut, { params: { id: learner.id }, body: { channel } }),
    onSuccess: () => {
      void message.success(say(words.optOutDone));
      void client.invalidateQueries({ queryKey: ["learner", learner.id] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={say(words.optOutAsk(learner.name ?? learner.id))}
      okText={say(words.optOutGo)}
      onOk={() => go.mutate()}
      onCancel={onClose}
      confirmLoading={go.isPending}
    >
      <div className="wb-confirm">
        <span>{say(words.optOutHow)}</span>
        <Select<Channel>
          aria-label={say(words.optOutChannel)}
          value={channel}
          onChange={setChannel}
          options={[
            { value: "all", label: say(words.optOutAll) },
            ...channels.map((value) => ({ value, label: say(channelLabel(value)) })),
          ]}
        />
        <ProblemAlert error={go.error} />
      </div>
    </Modal>
  );
}

function Erase({ learner, onClose }: { learner: LearnerCard; onClose: () => void }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [typed, setTyped] = useState("");
  const go = useMutation({
    mutationFn: () => api.call(deleteLearner, { params: { id: learner.id } }),
    onSuccess: async () => {
      void message.success(say(words.eraseDone));
      await navigate({ to: "/learners" });
      client.removeQueries({ queryKey: ["learner", learner.id] });
      void client.invalidateQueries({ queryKey: ["learners"] });
    },
  });
  return (
    <Modal
      open
      title={say(words.eraseAsk(learner.name ?? learner.id))}
      okText={say(words.eraseGo)}
      okButtonProps={{ danger: true, disabled: typed.trim() !== learner.id }}
      onOk={() => go.mutate()}
      onCancel={onClose}
      confirmLoading={go.isPending}
    >
      <div className="wb-confirm">
        <label htmlFor="erase-id">{say(words.eraseHow)}</label>
        <code>{learner.id}</code>
        <Input id="erase-id" autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
        <ProblemAlert error={go.error} />
      </div>
    </Modal>
  );
}
