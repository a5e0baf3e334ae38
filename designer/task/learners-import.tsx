// Bringing learners in: one by hand, or many from a file, with what became of each row that was refused.
import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form, Input, Table, Tabs, Upload } from "antd";
import { createApi, useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { postLearners } from "#shared/api/ingest.ts";
import { importWords as words } from "./words-learners.ts";

type Result = AnswerOf<typeof postLearners>;

const MOST_SHOWN = 200;

/** The drawer. */
export function LearnersImport({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const items = [
    { key: "file", label: say(words.file), children: <FromFile /> },
    { key: "one", label: say(words.one), children: <OneLearner /> },
  ];
  return (
    <Drawer open={isOpen} onClose={onClose} title={say(words.title)} size={640} destroyOnHidden>
      <Tabs items={items} />
    </Drawer>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["learners"] });
}

function FromFile() {
  const say = useSay();
  const locale = useLocale();
  const refresh = useRefresh();
  const take = useMutation({
    mutationFn: (file: File) => {
      // The contract's bodies are JSON; a file goes out as it is, under its own type.
      const type = /\.csv$/i.test(file.name) ? "text/csv" : "application/x-ndjson";
      const api = createApi(
        (address, { headers, method }) =>
          fetch(address, {
            method,
            credentials: "same-origin",
            headers: { ...headers, "Content-Type": type },
            body: file,
          }),
        tagOf(locale),
      );
      return api.call(postLearners);
    },
    onSuccess: refresh,
  });
  return (
    <div className="wb-stack">
      <Upload.Dragger
        accept=".csv,.ndjson,.jsonl"
        maxCount={1}
        showUploadList={false}
        disabled={take.isPending}
        beforeUpload={(file) => {
          take.mutate(file);
          return false;
        }}
      >
        <p className="wb-drop-icon" aria-hidden="true">
          <InboxOutlined />
        </p>
        <p>{say(take.isPending ? words.working : words.drop)}</p>
      </Upload.Dragger>
      <p className="wb-dim">{say(words.how)}</p>
      <ProblemAlert error={take.error} />
      <div role="status">{take.data !== undefined && <Outcome result={take.data} />}</div>
    </div>
  );
}

function Outcome({ result }: { result: Result }) {
  const say = useSay();
  const { accepted, rejected } = result;
  const rows = rejected.slice(0, MOST_SHOWN).map((one) => ({ ...one, place: one.path.join(".") }));
  return (
    <div className="wb-stack">
      <Alert
        showIcon
        type={rejected.length === 0 ? "success" : "warning"}
        title={say(words.result(accepted, rejected.length))}
      />
      {rows.length > 0 && (
        <Table
          size="small"
          rowKey={({ index, code, place }) => `${index} ${code} ${place}`}
          pagination={false}
          dataSource={rows}
          columns={[
            { key: "row", title: say(words.row), width: 72, dataIndex: "index" },
            { key: "field", title: say(words.field), width: 140, dataIndex: "place" },
            { key: "problem", title: say(words.problem), dataIndex: "message" },
          ]}
        />
      )}
      {rejected.length > MOST_SHOWN && <p className="wb-dim">{say(words.onlyFirst(MOST_SHOWN, rejected.length))}</p>}
    </div>
  );
}

interface Typed {
  id: string;
  name?: string;
  sms?: string;
  email?: string;
}

function OneLearner() {
  const say = useSay();
  const api = useApi();
  const refresh = useRefresh();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const add = useMutation({
    mutationFn: ({ id, name, sms, email }: Typed) => {
      const addresses = { ...(sms ? { sms } : {}), ...(email ? { email } : {}) };
      const body = {
        id: id.trim(),
        ...(name ? { name } : {}),
        ...(Object.keys(addresses).length > 0 ? { addresses } : {}),
      };
      return api.call(postLearners, { body });
    },
    onSuccess: (_, { id }) => {
      void message.success(say(words.added(id)));
      form.resetFields();
      refresh();
    },
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => add.mutate(typed)}>
      <Form.Item
        name="id"
        label={say(words.id)}
        extra={say(words.idHint)}
        rules={[{ required: true, whitespace: true, message: say(words.needed) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="name" label={say(words.name)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="sms" label={say(words.phone)}>
        <Input type="tel" maxLength={40} />
      </Form.Item>
      <Form.Item name="email" label={say(words.email)}>
        <Input type="email" maxLength={200} />
      </Form.Item>
      <ProblemAlert error={add.error} />
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {say(words.add)}
      </Button>
    </Form>
  );
}
