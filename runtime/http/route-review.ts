// Two people on one strategy: who else is in the draft, and the approval of what is published by a second person.
import * as approvals from "#runtime/store/school/approvals.ts";
import * as store from "#runtime/store/school/strategies.ts";
import type { Given } from "#shared/api/contract.ts";
import * as api from "#shared/api/review.ts";
import { namer } from "./accounts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { compileUnder, readDraft, settingsOf } from "./drafts.ts";
import { iso, isoOrNull } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { Presence } from "./presence.ts";
import { Refused, refuse } from "./problem.ts";

/** Adds presence and approval. */
export function mountReview(routes: Routes): void {
  const { deps } = routes;
  mountPresence(routes);
  mount(routes, api.getApproval, async ({ params }) => {
    const draft = await draftOf(deps, params.id);
    return draft instanceof Refused ? draft : standing(deps, draft);
  });
  mount(routes, api.postApproval, ({ params, body }, c) => decide(deps, c, params.id, body));
}

/** Whether a document may be published: where the school asks for a second person, one has approved this very hash. */
export async function isApproved(deps: Deps, strategy: string, hash: string): Promise<boolean> {
  const { settings } = await settingsOf(deps);
  if (!settings.publish.needsApproval) return true;
  return (await approvals.readApproval(deps.school.db, strategy, hash))?.state === "approved";
}

interface Draft {
  row: store.StrategyRow;
  hash: string | null;
}

async function draftOf(deps: Deps, id: string): Promise<Draft | Refused> {
  const row = await store.readStrategy(deps.school.db, id);
  if (row === null) return refuse(404, "strategy.unknown");
  const { document } = readDraft(JSON.parse(row.document));
  return { row, hash: document === null ? null : (await compileUnder(deps, document)).hash };
}

async function standing(deps: Deps, { row, hash }: Draft) {
  const { settings } = await settingsOf(deps);
  const found = hash === null ? null : await approvals.readApproval(deps.school.db, row.id, hash);
  const name = await namer(deps.accounts);
  const nameOrNull = (actor: string | null | undefined) => (actor == null ? null : name(actor));
  return {
    needsApproval: settings.publish.needsApproval,
    hash,
    state: found?.state ?? ("none" as const),
    requestedBy: nameOrNull(found?.requestedBy),
    requestedAt: isoOrNull(found?.requestedAt ?? null),
    decidedBy: nameOrNull(found?.decidedBy),
    decidedAt: isoOrNull(found?.decidedAt ?? null),
    note: found?.note ?? "",
  };
}

type Said = Given<typeof api.postApproval>["body"];

async function decide(deps: Deps, c: AppContext, id: string, { act, hash, note }: Said) {
  const draft = await draftOf(deps, id);
  if (draft instanceof Refused) return draft;
  if (draft.hash !== hash) return refuse(409, "approval.hash");
  const doer = { actor: actorOf(c), at: deps.clock.now() };
  const old = await approvals.readApproval(deps.school.db, id, hash);
  if (act === "request") {
    if (old?.state === "approved") return standing(deps, draft);
    const asked = { requestedBy: doer.actor, requestedAt: doer.at, decidedBy: null, decidedAt: null };
    await approvals.saveApproval(deps.school.db, { strategy: id, hash, state: "requested", ...asked, note }, doer);
    return standing(deps, draft);
  }
  if (old === null) return refuse(409, "approval.none");
  if (c.get("principal").kind !== "person") return refuse(403, "access.person");
  if (act === "approve" && [old.requestedBy, draft.row.updatedBy].includes(doer.actor))
    return refuse(403, "approval.self");
  const state = act === "approve" ? "approved" : "rejected";
  const said = { ...old, state, decidedBy: doer.actor, decidedAt: doer.at, note } as const;
  await approvals.saveApproval(deps.school.db, said, doer);
  return standing(deps, draft);
}

function mountPresence(routes: Routes): void {
  const { school, accounts } = routes.deps;
  const presence = new Presence();
  const others = (c: AppContext, draft: string) => {
    const principal = c.get("principal");
    const self = principal.kind === "person" ? principal.person.id : null;
    const items = presence.others(draft, self, accounts.now());
    return { items: items.map((one) => ({ ...one, seenAt: iso(one.seenAt) })) };
  };
  mount(routes, api.getPresence, ({ params }, c) => others(c, params.id));
  mount(routes, api.postPresence, async ({ params, body }, c) => {
    const principal = c.get("principal");
    if (principal.kind !== "person") return refuse(403, "access.person");
    if ((await store.readStrategy(school.db, params.id)) === null) return refuse(404, "strategy.unknown");
    const { id, name } = principal.person;
    if (body.isLeaving) presence.leave(params.id, id);
    else presence.enter(params.id, { id, name, node: body.node, seenAt: accounts.now() });
    return others(c, params.id);
  });
}
