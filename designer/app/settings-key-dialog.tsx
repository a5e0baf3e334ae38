// The dialog that makes a machine key and shows it once, with how to use it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { type AnswerOf, type Scope, scopes } from "#shared/api/contract.ts";
import { createKey } from "#shared/api/system.ts";
import { SecretLine } from "./settings-secret.tsx";
import { formWords } from "./words-settings.ts";
import { scopeWords, keyWords as words } from "./words-settings-people.ts";

interface Typed {
  name: string;
  source?: string;
  scopes: Scope[];
}

type Made = AnswerOf<typeof createKey>;

/** The dialog. */
export function KeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const [made, setMade] = useState<Made | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal
      open={isOpen}
      title={say(made === null ? words.create : words.shown(made.name))}
      width={made === null ? 560 : 640}
      footer={made === null ? null : <Button onClick={close}>{say(formWords.close)}</Button>}
      maskClosable={made === null}
      onCancel={close}
      destroyOnHidden
    >
      {made === null ? <KeyForm onMade={setMade} /> : <MadeKey made={made} />}
    </Modal>
  );
}

function MadeKey({ made: { key } }: { made: Made }) {
  const say = useSay();
  return (
    <>
      <SecretLine label={say(words.key)} text={key} />
      <p>{say(words.shownOnce)}</p>
      <p className="wb-dim">
        {say(words.use)}: <code className="wb-mono">Authorization: Bearer {key.slice(0, 8)}…</code>
      </p>
    </>
  );
}

function KeyForm({ onMade }: { onMade: (made: Made) => void }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: ({ name, source = "", scopes: held }: Typed) =>
      api.call(createKey, {
        body: { name: name.trim(), scopes: held, ...(source.trim() && { source: source.trim() }) },
      }),
    onSuccess: (made) => {
      onMade(made);
      return client.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  return (
    <Form<Typed> layout="vertical" requiredMark={false} initialValues={{ scopes: ["ingest"] }} onFinish={make.mutate}>
      <Form.Item
        name="name"
        label={say(words.name)}
        extra={say(words.nameHow)}
        rules={[{ required: true, whitespace: true, message: say(words.needed) }]}
      >
        <Input autoFocus maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="scopes"
        label={say(words.scopes)}
        extra={say(words.scopesHow)}
        rules={[{ required: true, message: say(words.scopesNeeded) }]}
      >
        <Checkbox.Group
          className="wb-scopes"
          options={scopes.map((scope) => ({
            value: scope,
            label: (
              <>
                {say(scopeWords[scope])} <code className="wb-mono wb-dim">{scope}</code>
              </>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="source"
        label={say(words.source)}
        extra={say(words.sourceHow)}
        validateTrigger="onBlur"
        rules={[{ pattern: /^[a-z0-9][a-z0-9._-]{0,63}$/, message: say(words.sourceBad) }]}
      >
        <Input maxLength={64} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <ProblemAlert error={make.error} />
      <div className="wb-settings-acts">
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {say(words.make)}
        </Button>
      </div>
    </Form>
  );
}
