// The form of the pages outside: fields, one button, and what the server says.
import { Button, Form, type FormInstance, Input } from "antd";
import type { ReactNode } from "react";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { type Say, useSay } from "#designer/text/say.tsx";
import { doorWords as words } from "./words-door.ts";

interface Given<T> {
  children: ReactNode;
  submit: string;
  isBusy: boolean;
  error: Error | null;
  initial?: Partial<T>;
  onSubmit: (values: T) => void;
}

/** The form. */
export function DoorForm<T extends object>(given: Given<T>) {
  return (
    <Form<T> layout="vertical" requiredMark={false} onFinish={given.onSubmit} initialValues={given.initial ?? {}}>
      {given.children}
      <ProblemAlert error={given.error} />
      <Button type="primary" htmlType="submit" size="large" block loading={given.isBusy} style={{ marginTop: 16 }}>
        {given.submit}
      </Button>
    </Form>
  );
}

const needed = (say: Say) => ({ required: true, message: say(words.needed) });

/** A line of text. */
export function TextField(given: {
  name: string;
  label: string;
  hint?: string;
  isFirst?: boolean;
  autoComplete?: string;
}) {
  const say = useSay();
  return (
    <Form.Item name={given.name} label={given.label} extra={given.hint} rules={[{ ...needed(say), whitespace: true }]}>
      <Input autoFocus={given.isFirst ?? false} autoComplete={given.autoComplete ?? "off"} maxLength={200} />
    </Form.Item>
  );
}

/** An e-mail address, which is the account's name. */
export function EmailField({ isFirst = false, isFixed = false }: { isFirst?: boolean; isFixed?: boolean }) {
  const say = useSay();
  return (
    <Form.Item
      name="email"
      label={say(words.email)}
      validateTrigger="onBlur"
      rules={[needed(say), { type: "email", message: say(words.emailBad) }]}
    >
      <Input type="email" autoComplete="username" autoFocus={isFirst} readOnly={isFixed} maxLength={200} />
    </Form.Item>
  );
}

/** The password one has. */
export function PasswordField({ isFirst = false }: { isFirst?: boolean }) {
  const say = useSay();
  return (
    <Form.Item name="password" label={say(words.password)} rules={[needed(say)]}>
      <Input.Password autoComplete="current-password" autoFocus={isFirst} maxLength={200} />
    </Form.Item>
  );
}

/** A new password, twice. */
export function NewPasswordFields({ isFirst = false, label }: { isFirst?: boolean; label?: string }) {
  const say = useSay();
  const same = ({ getFieldValue }: Pick<FormInstance, "getFieldValue">) => ({
    validator: (_: unknown, value: unknown) =>
      value === getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(say(words.differ))),
  });
  return (
    <>
      <Form.Item
        name="password"
        label={label ?? say(words.password)}
        extra={say(words.passwordHow)}
        rules={[needed(say)]}
      >
        <Input.Password autoComplete="new-password" autoFocus={isFirst} maxLength={200} />
      </Form.Item>
      <Form.Item name="again" label={say(words.again)} dependencies={["password"]} rules={[needed(say), same]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}
