// From the OpenAPI document to the matrix of roles: for each permission who holds it, and which operations ask for it.
import { scopes } from "#shared/api/contract.ts";

/** A permission, with the roles that hold it and the operations behind it. */
export interface Permission {
  readonly scope: string;
  readonly holders: ReadonlySet<string>;
  readonly operations: readonly string[];
}

/** Permissions that the document shows, in the order of the scopes; what people do not need (links, public pages) is left out. */
export function permissionsOf(document: Readonly<Record<string, unknown>>): Permission[] {
  const found = new Map<string, { holders: Set<string>; operations: string[] }>();
  for (const [path, methods] of entriesOf(document.paths))
    for (const [method, operation] of entriesOf(methods)) {
      const { "x-scope": scope, "x-roles": roles } = operation as Record<string, unknown>;
      if (typeof scope !== "string" || !Array.isArray(roles)) continue;
      const permission = found.get(scope) ?? { holders: new Set<string>(), operations: [] };
      found.set(scope, permission);
      for (const role of roles) permission.holders.add(String(role));
      permission.operations.push(`${method.toUpperCase()} ${path}`);
    }
  const rank = (scope: string) => {
    const place = (scopes as readonly string[]).indexOf(scope);
    return place === -1 ? scopes.length : place;
  };
  return [...found]
    .map(([scope, { holders, operations }]) => ({ scope, holders, operations: operations.sort() }))
    .sort((a, b) => rank(a.scope) - rank(b.scope));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
