// Begins an empty strategy: asks for its name and opens it.
import { useMutation } from "@tanstack/react-query";
import { Form, Input, Modal } from "antd";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { useStrategyActs } from "./strategy-acts.ts";
import { strategyDialogWords as words } from "./words-strategies.ts";

/** The dialog. */
export function NewStrategy({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const acts = useStrategyActs();
  const create = useMutation({ mutationFn: ({ name }: { name: string }) => acts.create(name.trim()) });
  return (
    <Modal
      open={isOpen}
      title={say(words.newTitle)}
      okText={say(words.newGo)}
      okButtonProps={{ htmlType: "submit", form: "new-strategy" }}
      onCancel={onClose}
      confirmLoading={create.isPending}
      destroyOnHidden
    >
      <Form<{ name: string }> id="new-strategy" layout="vertical" requiredMark={false} onFinish={create.mutate}>
        <Form.Item
          name="name"
          label={say(words.newName)}
          rules={[{ required: true, whitespace: true, message: say(words.needed) }]}
        >
          <Input autoFocus maxLength={120} placeholder={say(words.newHint)} />
        </Form.Item>
      </Form>
      <ProblemAlert error={create.error} />
    </Modal>
  );
}
