// The first run: the printed token makes the first administrator, who then chooses where to begin.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useApi } from "#designer/api/client.tsx";
import { useSessionQuery } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { postSetup } from "#shared/api/accounts.ts";
import { BeginChoice } from "./begin-choice.tsx";
import { Door } from "./door.tsx";
import { DoorForm, EmailField, NewPasswordFields, TextField } from "./door-form.tsx";
import { Redirect } from "./redirect.tsx";
import { setupSearch } from "./search.ts";
import { doorWords as words } from "./words-door.ts";

/** The page; whoever comes later is led to the door. */
export function SetupPage() {
  const { step } = setupSearch.parse(useSearch({ strict: false }));
  const { data } = useSessionQuery();
  if (data === undefined) return null;
  if (!data.isSetUp) return <FirstAdmin />;
  if (data.person === null) return <Redirect href="/login" />;
  return step === "begin" ? <BeginChoice /> : <Redirect href="/" />;
}

interface Typed {
  token: string;
  name: string;
  email: string;
  password: string;
}

function FirstAdmin() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { token = "" } = setupSearch.parse(useSearch({ strict: false }));
  const create = useMutation({
    mutationFn: ({ token, name, email, password }: Typed) =>
      api.call(postSetup, { body: { token: token.trim(), name, email, password } }),
    onSuccess: async () => {
      await navigate({ to: "/setup", search: { step: "begin" }, replace: true });
      await client.resetQueries();
    },
  });
  return (
    <Door title={say(words.welcome)} lead={say(words.setupLead)}>
      <DoorForm<Typed>
        submit={say(words.createAdmin)}
        isBusy={create.isPending}
        error={create.error}
        initial={{ token }}
        onSubmit={create.mutate}
      >
        <TextField name="token" label={say(words.token)} hint={say(words.tokenHow)} isFirst={token === ""} />
        <TextField name="name" label={say(words.name)} isFirst={token !== ""} autoComplete="name" />
        <EmailField />
        <NewPasswordFields />
      </DoorForm>
    </Door>
  );
}
