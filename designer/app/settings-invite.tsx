// The dialog that makes a one-use link and shows it once: for a new member, or for a member's new password.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { createInvitation, createReset } from "#shared/api/accounts.ts";
import { type Role, roles } from "#shared/api/contract.ts";
import type { Member } from "./settings-people.ts";
import { SecretLine } from "./settings-secret.tsx";
import { roleWords } from "./words.ts";
import { formWords } from "./words-settings.ts";
import { roleHints, memberWords as words } from "./words-settings-people.ts";

interface Typed {
  email?: string;
  name?: string;
  role: Role;
}

/** What a link was made for, and its path. */
export interface MadeLink {
  readonly title: string;
  readonly path: string;
}

/** Invites; the link takes the form's place when it is made. */
export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const [made, setMade] = useState<MadeLink | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  if (made !== null) return <LinkDialog link={isOpen ? made : null} onClose={close} />;
  return (
    <Modal open={isOpen} title={say(words.invite)} footer={null} onCancel={close} destroyOnHidden>
      <p className="wb-settings-how">{say(words.inviteHow)}</p>
      <InviteForm onMade={setMade} />
    </Modal>
  );
}

function InviteForm({ onMade }: { onMade: (link: MadeLink) => void }) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: ({ email = "", name = "", role }: Typed) => {
      const named = { ...(email.trim() && { email: email.trim() }), ...(name.trim() && { name: name.trim() }) };
      return api.call(createInvitation, { body: { ...named, role } });
    },
    onSuccess: ({ path, name, email }) => {
      onMade({ title: say(words.linkFor(name ?? email ?? say(words.anyone))), path });
      return client.invalidateQueries({ queryKey: ["invitations"] });
    },
  });
  return (
    <Form<Typed> layout="vertical" requiredMark={false} initialValues={{ role: "operator" }} onFinish={make.mutate}>
      <Form.Item name="name" label={say(words.name)}>
        <Input autoFocus maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="email"
        label={say(words.email)}
        extra={say(words.emailHow)}
        validateTrigger="onBlur"
        rules={[{ type: "email", message: say(words.emailBad) }]}
      >
        <Input type="email" maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={say(words.role)}>
        <Radio.Group
          vertical
          options={roles.map((role) => ({
            value: role,
            label: (
              <>
                {say(roleWords[role])}
                <span className="wb-table-note">{say(roleHints[role])}</span>
              </>
            ),
          }))}
        />
      </Form.Item>
      <ProblemAlert error={make.error} />
      <div className="wb-settings-acts">
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {say(words.makeLink)}
        </Button>
      </div>
    </Form>
  );
}

/** Shows a link once. */
export function LinkDialog({ link, onClose }: { link: MadeLink | null; onClose: () => void }) {
  const say = useSay();
  return (
    <Modal
      open={link !== null}
      title={link?.title ?? ""}
      onCancel={onClose}
      width={640}
      footer={<Button onClick={onClose}>{say(formWords.close)}</Button>}
    >
      {link !== null && <SecretLine label={say(words.link)} text={`${location.origin}${link.path}`} />}
      <p className="wb-dim">{say(words.linkOnce)}</p>
    </Modal>
  );
}

/** Makes the link for a member's new password. */
export function useResetLink(onMade: (link: MadeLink) => void) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (member: Member) => api.call(createReset, { params: { id: member.id } }),
    onSuccess: ({ path }, { name }) => {
      onMade({ title: say(words.resetFor(name)), path });
      return client.invalidateQueries({ queryKey: ["invitations"] });
    },
  });
}
