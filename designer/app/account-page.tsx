// One's own account: name and language, the password, and every device that is signed in.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Descriptions, Form, Input, Segmented } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSession } from "#designer/api/session.tsx";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { useChooseLocale, useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { postPassword, putAccount } from "#shared/api/accounts.ts";
import { DoorForm, NewPasswordFields } from "./door-form.tsx";
import { SessionList } from "./session-list.tsx";
import { roleWords } from "./words.ts";
import { accountWords as words } from "./words-account.ts";
import "./account.css";

/** The page. */
export function AccountPage() {
  const say = useSay();
  return (
    <Page title={say(words.title)} narrow>
      <Panel title={say(words.profile)}>
        <Profile />
      </Panel>
      <Panel title={say(words.sessions)}>
        <SessionList />
      </Panel>
      <Panel title={say(words.password)}>
        <Password />
      </Panel>
    </Page>
  );
}

function Profile() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { person } = useSession();
  const locale = useLocale();
  const choose = useChooseLocale();
  const save = useMutation({
    mutationFn: (body: { name: string; locale: "zh-CN" | "en" }) => api.call(putAccount, { body }),
    onSuccess: () => {
      void message.success(say(words.saved));
      return client.invalidateQueries({ queryKey: ["session"] });
    },
  });
  const speak = (next: Locale) => {
    choose(next);
    save.mutate({ name: person.name, locale: tagOf(next) });
  };
  return (
    <>
      <Form
        layout="vertical"
        requiredMark={false}
        className="wb-account-form"
        initialValues={{ name: person.name }}
        onFinish={({ name }: { name: string }) => save.mutate({ name: name.trim(), locale: tagOf(locale) })}
      >
        <Form.Item
          name="name"
          label={say(words.name)}
          rules={[{ required: true, whitespace: true, message: say(words.needed) }]}
        >
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Button htmlType="submit" loading={save.isPending}>
          {say(words.save)}
        </Button>
      </Form>
      <ProblemAlert error={save.error} />
      <Descriptions
        className="wb-account-facts"
        column={1}
        colon={false}
        items={[
          { key: "email", label: say(words.email), children: person.email },
          { key: "role", label: say(words.role), children: say(roleWords[person.role]) },
          { key: "language", label: say(words.language), children: <Language locale={locale} onChoose={speak} /> },
        ]}
      />
    </>
  );
}

function Language({ locale, onChoose }: { locale: Locale; onChoose: (next: Locale) => void }) {
  const say = useSay();
  const options = [
    { value: "zh" as const, label: say(words.zh) },
    { value: "en" as const, label: say(words.en) },
  ];
  return <Segmented aria-label={say(words.language)} options={options} value={locale} onChange={onChoose} />;
}

interface Typed {
  current: string;
  password: string;
}

function Password() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: ({ current, password }: Typed) => api.call(postPassword, { body: { current, next: password } }),
    onSuccess: () => {
      void message.success(say(words.changed));
      return client.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  return (
    <div className="wb-account-password">
      <p className="wb-account-how">{say(words.passwordHow)}</p>
      <DoorForm<Typed>
        key={change.isSuccess ? change.submittedAt : 0}
        submit={say(words.change)}
        isBusy={change.isPending}
        error={change.error}
        onSubmit={change.mutate}
      >
        <Form.Item name="current" label={say(words.current)} rules={[{ required: true, message: say(words.needed) }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <NewPasswordFields label={say(words.next)} />
      </DoorForm>
    </div>
  );
}
