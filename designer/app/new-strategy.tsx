// Begins an empty strategy: asks for its name and the id that stands in addresses and files, and opens it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Form, Input, type InputRef, Modal } from "antd";
import { type RefObject, useRef, useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { freshId, slugOf } from "#designer/document/ids.ts";
import { isSlug } from "#designer/form/choice-fields.tsx";
import { useSay } from "#designer/text/say.tsx";
import { strategiesQuery } from "./strategies.ts";
import { useStrategyActs } from "./strategy-acts.ts";
import { strategyDialogWords as words } from "./words-strategies.ts";

interface Wanted {
  readonly name: string;
  readonly id: string;
}

/** The dialog. */
export function NewStrategy({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const acts = useStrategyActs();
  const first = useRef<InputRef>(null);
  const create = useMutation({ mutationFn: ({ name, id }: Wanted) => acts.create(name.trim(), id) });
  return (
    <Modal
      open={isOpen}
      title={say(words.newTitle)}
      okText={say(words.newGo)}
      okButtonProps={{ htmlType: "submit", form: "new-strategy" }}
      onCancel={onClose}
      confirmLoading={create.isPending}
      afterOpenChange={(isShown) => isShown && first.current?.focus()}
      destroyOnHidden
    >
      <Fields first={first} onFinish={create.mutate} />
      <ProblemAlert error={create.error} />
    </Modal>
  );
}

/** The id follows the name until somebody writes one. */
function Fields({ first, onFinish }: { first: RefObject<InputRef | null>; onFinish: (wanted: Wanted) => void }) {
  const say = useSay();
  const [form] = Form.useForm<Wanted>();
  const [isOwn, setOwn] = useState(false);
  const { data } = useQuery(strategiesQuery(useApi()));
  const isTaken = (id: string) => data?.items.some((one) => one.id === id) ?? false;
  const checkId = (_rule: unknown, id = "") => {
    if (!isSlug(id)) return Promise.reject(new Error(say(words.newIdShape)));
    return isTaken(id) ? Promise.reject(new Error(say(words.newIdTaken))) : Promise.resolve();
  };
  const follow = (changed: Partial<Wanted>) => {
    if (changed.id !== undefined) setOwn(changed.id !== "");
    if (changed.name === undefined || isOwn) return;
    form.setFieldsValue({ id: freshId(slugOf(changed.name, "strategy"), isTaken) });
    void form.validateFields(["id"]);
  };
  return (
    <Form<Wanted>
      id="new-strategy"
      form={form}
      layout="vertical"
      requiredMark={false}
      onValuesChange={follow}
      onFinish={onFinish}
    >
      <Form.Item
        name="name"
        label={say(words.newName)}
        rules={[{ required: true, whitespace: true, message: say(words.needed) }]}
      >
        <Input ref={first} maxLength={120} placeholder={say(words.newHint)} />
      </Form.Item>
      <Form.Item
        name="id"
        label={say(words.newId)}
        extra={say(words.newIdHow)}
        rules={[{ validator: checkId }]}
        validateTrigger="onChange"
      >
        <Input className="wb-code" spellCheck={false} autoComplete="off" maxLength={64} />
      </Form.Item>
    </Form>
  );
}
