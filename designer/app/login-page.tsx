// Signing in; afterwards the person is where they wanted to go.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useApi } from "#designer/api/client.tsx";
import { useSessionQuery } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { postSession } from "#shared/api/accounts.ts";
import { Door } from "./door.tsx";
import { DoorForm, EmailField, PasswordField } from "./door-form.tsx";
import { Redirect } from "./redirect.tsx";
import { loginSearch } from "./search.ts";
import { doorWords as words } from "./words-door.ts";

/** The page. */
export function LoginPage() {
  const say = useSay();
  const enter = useEnter();
  const { data } = useSessionQuery();
  const api = useApi();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => api.call(postSession, { body }),
    onSuccess: enter,
  });
  const { next = "/" } = loginSearch.parse(useSearch({ strict: false }));
  if (data?.isSetUp === false) return <Redirect href="/setup" />;
  if (data?.person) return <Redirect href={next} />;
  return (
    <Door title={say(words.signIn)}>
      <DoorForm submit={say(words.signIn)} isBusy={signIn.isPending} error={signIn.error} onSubmit={signIn.mutate}>
        <EmailField isFirst />
        <PasswordField />
      </DoorForm>
      <p className="wb-door-hint">{say(words.forgot)}</p>
    </Door>
  );
}

/** Goes in: forgets what was known before signing in and opens the page that was asked for. */
export function useEnter() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { next = "/" } = loginSearch.parse(useSearch({ strict: false }));
  return async () => {
    await client.resetQueries();
    await navigate({ href: next, replace: true });
  };
}
