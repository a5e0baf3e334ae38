// The page behind a one-use link: becoming a member, or setting a new password.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Result, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { useSay } from "#designer/text/say.tsx";
import { acceptInvitation, getInvitation } from "#shared/api/accounts.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { Door } from "./door.tsx";
import { DoorForm, EmailField, NewPasswordFields, TextField } from "./door-form.tsx";
import { useEnter } from "./login-page.tsx";
import { roleWords } from "./words.ts";
import { doorWords as words } from "./words-door.ts";

/** The page. */
export function InvitationPage() {
  const say = useSay();
  const api = useApi();
  const { token = "" } = useParams({ strict: false });
  const { data, isError } = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => api.call(getInvitation, { params: { token } }),
    retry: false,
  });
  if (isError)
    return (
      <Door title={say(words.deadLink)}>
        <Result
          status="warning"
          subTitle={say(words.deadLinkHow)}
          extra={<Link to="/login">{say(words.toSignIn)}</Link>}
        />
      </Door>
    );
  if (data === undefined)
    return (
      <Door title={say(words.join)}>
        <Skeleton active />
      </Door>
    );
  return <Accept token={token} invitation={data} />;
}

interface Typed {
  name?: string;
  email?: string;
  password: string;
}

function Accept({ token, invitation }: { token: string; invitation: AnswerOf<typeof getInvitation> }) {
  const say = useSay();
  const api = useApi();
  const enter = useEnter();
  const isReset = invitation.kind === "reset";
  const accept = useMutation({
    mutationFn: ({ name, email, password }: Typed) => {
      const own = isReset ? {} : { ...(name && { name }), ...(invitation.email === null && email && { email }) };
      return api.call(acceptInvitation, { params: { token }, body: { ...own, password } });
    },
    onSuccess: enter,
  });
  return (
    <Door
      title={say(isReset ? words.resetTitle : words.invited(invitation.schoolName))}
      lead={isReset ? (invitation.email ?? "") : say(words.invitedAs(say(roleWords[invitation.role])))}
    >
      <DoorForm<Typed>
        submit={say(isReset ? words.resetGo : words.join)}
        isBusy={accept.isPending}
        error={accept.error}
        initial={{
          ...(invitation.name !== null && { name: invitation.name }),
          ...(invitation.email !== null && { email: invitation.email }),
        }}
        onSubmit={accept.mutate}
      >
        {!isReset && <TextField name="name" label={say(words.name)} isFirst autoComplete="name" />}
        {!isReset && <EmailField isFixed={invitation.email !== null} />}
        <NewPasswordFields isFirst={isReset} />
      </DoorForm>
    </Door>
  );
}
