// Machine keys: made, listed without their secrets, revoked.
import { recordAct } from "#runtime/store/school/audit.ts";
import type { ApiKey } from "#runtime/store/school/keys.ts";
import { hasAdmin } from "#runtime/store/school/people.ts";
import * as api from "#shared/api/system.ts";
import { slug } from "#shared/event/text.ts";
import { actorOf } from "./deps.ts";
import { iso, isoOrNull } from "./iso.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";

function plain(key: ApiKey) {
  return { ...key, scopes: [...key.scopes], createdAt: iso(key.createdAt), revokedAt: isoOrNull(key.revokedAt) };
}

/** Adds `/api/keys`. */
export function mountKeys(routes: Routes): void {
  const { school, clock } = routes.deps;
  const { keys } = school;
  mount(routes, api.listKeys, () => ({ items: keys.list().map(plain) }));
  mount(routes, api.createKey, async ({ body }, c) => {
    const at = clock.now();
    const wanted = {
      name: body.name,
      source: body.source ?? (slug(body.name) || "default"),
      scopes: [...new Set(body.scopes)],
    };
    const { key, text } = await keys.create(wanted, at, (tx, made) =>
      recordAct(tx, {
        at,
        actor: actorOf(c),
        act: "key.create",
        object: `key/${made.prefix}`,
        detail: { name: made.name, scopes: made.scopes },
      }),
    );
    return new Answer({ ...plain(key), key: text }, { "Cache-Control": "no-store" });
  });
  mount(routes, api.revokeKey, async ({ params }, c) => {
    const at = clock.now();
    const admins = keys.list().filter((key) => key.revokedAt === null && key.scopes.includes("admin"));
    const isLast = admins.length === 1 && admins[0]?.id === params.id;
    if (isLast && !(await hasAdmin(school.db))) return refuse(409, "key.last");
    const isDone = await keys.revoke(params.id, at, (tx, key) =>
      recordAct(tx, { at, actor: actorOf(c), act: "key.revoke", object: `key/${key.prefix}`, detail: {} }),
    );
    return isDone ? undefined : refuse(404, "key.unknown");
  });
}
