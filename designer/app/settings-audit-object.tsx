// What an entry of the audit log is about: its name where the school knows one, and the id by which it can be found.
import { useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { ownName } from "#designer/document/describe.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { listStrategies } from "#shared/api/strategies.ts";
import { listKeys } from "#shared/api/system.ts";
import { invitationsQuery, membersQuery } from "./settings-people.ts";
import { roleWords } from "./words.ts";
import { auditWords as words } from "./words-settings-system.ts";

type NameOf = (object: string) => string | null;

/** Names of members, strategies, keys and invitations by `kind/id`; an invitation that is no more is known as one. */
export function useObjectNames(): NameOf {
  const say = useSay();
  const locale = useLocale();
  const api = useApi();
  const members = useQuery(membersQuery(api));
  const invitations = useQuery(invitationsQuery(api));
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => api.call(listKeys) });
  const strategies = useQuery({ queryKey: ["strategies"], queryFn: () => api.call(listStrategies) });
  const names = new Map<string, string>([
    ...(members.data?.items ?? []).map(({ id, name }) => [`person/${id}`, name] as const),
    ...(invitations.data?.items ?? []).map(
      ({ id, email, name, role }) => [`invitation/${id}`, email ?? name ?? say(roleWords[role])] as const,
    ),
    ...(keys.data?.items ?? []).map(({ id, name }) => [`key/${id}`, name] as const),
    ...(strategies.data?.items ?? []).map(
      ({ id, name }) => [`strategy/${id}`, ownName({ id, type: "strategy", name }, locale) ?? id] as const,
    ),
  ]);
  const gone = (object: string) =>
    invitations.data !== undefined && object.startsWith("invitation/") ? say(words.invitationGone) : null;
  return (object) => names.get(object) ?? gone(object);
}

/** The object. */
export function AuditObject({ object, nameOf }: { object: string; nameOf: NameOf }) {
  const name = nameOf(object);
  if (name === null) return <span className="wb-mono">{object}</span>;
  return (
    <span className="wb-audit-named">
      {name}
      <small className="wb-mono">{object}</small>
    </span>
  );
}
