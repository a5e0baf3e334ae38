// Members and links as data: the questions for them, and who is the last admin.
import { queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import { listInvitations, listMembers } from "#shared/api/accounts.ts";
import type { AnswerOf } from "#shared/api/contract.ts";

/** A member. */
export type Member = AnswerOf<typeof listMembers>["items"][number];
/** A link that was not used yet. */
export type Invitation = AnswerOf<typeof listInvitations>["items"][number];

/** The question for all members. */
export function membersQuery(api: Api) {
  return queryOptions({ queryKey: ["members"], queryFn: () => api.call(listMembers) });
}

/** The question for links in force. */
export function invitationsQuery(api: Api) {
  return queryOptions({ queryKey: ["invitations"], queryFn: () => api.call(listInvitations) });
}

/** Whether nobody else could administer the school. */
export function isLastAdmin(member: Member, members: readonly Member[]): boolean {
  const admins = members.filter(({ role, isActive }) => role === "admin" && isActive);
  return admins.length === 1 && admins[0]?.id === member.id;
}
