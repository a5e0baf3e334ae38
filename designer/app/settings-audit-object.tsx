// What an entry of the audit log is about: its name where the school knows one, and the id by which it can be found.
import { useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { ownName } from "#designer/document/describe.ts";
import { useLocale } from "#designer/text/say.tsx";
import { listStrategies } from "#shared/api/strategies.ts";
import { listKeys } from "#shared/api/system.ts";
import { membersQuery } from "./settings-people.ts";

type NameOf = (object: string) => string | null;

/** Names of members, strategies and keys by `kind/id`. */
export function useObjectNames(): NameOf {
  const locale = useLocale();
  const api = useApi();
  const members = useQuery(membersQuery(api));
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => api.call(listKeys) });
  const strategies = useQuery({ queryKey: ["strategies"], queryFn: () => api.call(listStrategies) });
  const names = new Map<string, string>([
    ...(members.data?.items ?? []).map(({ id, name }) => [`person/${id}`, name] as const),
    ...(keys.data?.items ?? []).map(({ id, name }) => [`key/${id}`, name] as const),
    ...(strategies.data?.items ?? []).map(
      ({ id, name }) => [`strategy/${id}`, ownName({ id, type: "strategy", name }, locale) ?? id] as const,
    ),
  ]);
  return (object) => names.get(object) ?? null;
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
