// Routes of people's accounts: who is signed in, the first admin, sessions, one's own account, members and invitations.
import { z } from "zod";
import { idParams, isoSchema } from "./common.ts";
import { contract, roles } from "./contract.ts";

const area = "accounts";
const mine = { area, access: "person" } as const;
const admin = { area: "members", access: "admin" } as const;

const name = z.string().trim().min(1).max(100);
const email = z.string().trim().toLowerCase().max(200).pipe(z.email());
/** A new password; what it has to be like is judged by `passwordIssues`, in words. */
const newPassword = z.string().min(1).max(200);
const locale = z.enum(["zh-CN", "en"]);
const role = z.enum(roles);

/** A person as others see them. `locale` is the language they chose, null while they chose none. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  locale: locale.nullable(),
});
/** See `personSchema`. */
export type PersonView = z.infer<typeof personSchema>;

/** What every page needs to know first. `scopes` is what the person's role may do; `now` is by the school's own clock. */
export const sessionSchema = z.object({
  person: personSchema.nullable(),
  scopes: z.array(z.string()),
  isSetUp: z.boolean(),
  school: z.object({
    name: z.string(),
    zone: z.string(),
    isSample: z.boolean(),
    clock: z.object({ isTest: z.boolean(), now: isoSchema }),
  }),
});

/** Who is here. */
export const getSession = contract({
  method: "get",
  path: "/api/session",
  area,
  summary: "Who is signed in, whether the school is set up, and its zone and clock.",
  access: "public",
  answer: sessionSchema,
});

/** In. */
export const postSession = contract({
  method: "post",
  path: "/api/session",
  area,
  summary: "Sign in; the session is set as a cookie that scripts cannot read.",
  access: "public",
  body: z.strictObject({ email: z.string().trim().min(1).max(200), password: z.string().min(1).max(200) }),
  answer: z.object({ person: personSchema }),
});

/** Out. */
export const deleteSession = contract({
  method: "delete",
  path: "/api/session",
  area,
  summary: "Sign out of this session. Also where there is none.",
  access: "public",
  status: 204,
});

const tokenName = z.string().min(1).max(200);

/** The first key or the first admin. */
export const postSetup = contract({
  method: "post",
  path: "/api/setup",
  area: "system",
  summary:
    "Use the one-use token that the first start printed: with e-mail and password for the first admin, who is then signed in; without, for a first admin key.",
  access: "public",
  body: z.union([
    z.strictObject({ token: tokenName, name, email, password: newPassword }),
    z.strictObject({ token: tokenName, name: name.default("admin") }),
  ]),
  answer: z.union([
    z.object({ person: personSchema }),
    z.object({ key: z.string(), id: z.string(), prefix: z.string() }),
  ]),
  status: 201,
});

/** My sessions. */
export const listSessions = contract({
  ...mine,
  method: "get",
  path: "/api/sessions",
  summary: "One's own sessions, latest first. The address is shown in part only.",
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        device: z.string(),
        address: z.string(),
        createdAt: isoSchema,
        lastSeenAt: isoSchema,
        isCurrent: z.boolean(),
      }),
    ),
  }),
});

/** One of them no longer. */
export const endSession = contract({
  ...mine,
  method: "delete",
  path: "/api/sessions/{id}",
  summary: "End one of one's own sessions, at once.",
  params: idParams,
  status: 204,
});

/** None of them any longer. */
export const endSessions = contract({
  ...mine,
  method: "delete",
  path: "/api/sessions",
  summary: "Sign out everywhere, here included.",
  status: 204,
});

/** A new password. */
export const postPassword = contract({
  ...mine,
  method: "post",
  path: "/api/account/password",
  summary: "Change one's password; ends all other sessions.",
  body: z.strictObject({ current: z.string().min(1).max(200), next: newPassword }),
  status: 204,
});

/** Name and language. */
export const putAccount = contract({
  ...mine,
  method: "put",
  path: "/api/account",
  summary: "Change one's name and language.",
  body: z.strictObject({ name, locale: locale.nullable() }),
  answer: z.object({ person: personSchema }),
});

const memberSchema = personSchema.extend({
  isActive: z.boolean(),
  createdAt: isoSchema,
  lastSeenAt: isoSchema.nullable(),
});

/** All members. */
export const listMembers = contract({
  ...admin,
  method: "get",
  path: "/api/members",
  summary: "All people with an account.",
  answer: z.object({ items: z.array(memberSchema) }),
});

/** A role, or none for now. */
export const putMember = contract({
  ...admin,
  method: "put",
  path: "/api/members/{id}",
  summary: "Change a member's role, or stop and start their access; stopping ends their sessions at once.",
  params: idParams,
  body: z.strictObject({ role: role.optional(), isActive: z.boolean().optional() }),
  answer: memberSchema,
});

/** Gone. */
export const deleteMember = contract({
  ...admin,
  method: "delete",
  path: "/api/members/{id}",
  summary: "Remove a member; what they did stays in the audit log.",
  params: idParams,
  status: 204,
});

const invitationSchema = z.object({
  id: z.string(),
  kind: z.enum(["invitation", "reset"]),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role,
  createdAt: isoSchema,
  expiresAt: isoSchema,
  invitedBy: z.string(),
});

/** A link for a new member. */
export const createInvitation = contract({
  ...admin,
  method: "post",
  path: "/api/invitations",
  summary: "Invite a member by a one-use link. Its token is in this answer only; the page is /invitations/{token}.",
  body: z.strictObject({ email: email.optional(), name: name.optional(), role }),
  answer: invitationSchema.extend({ token: z.string(), path: z.string() }),
  status: 201,
});

/** A link for a member who forgot. */
export const createReset = contract({
  ...admin,
  method: "post",
  path: "/api/members/{id}/reset",
  summary: "Make a one-use link by which a member sets a new password. Its token is in this answer only.",
  params: idParams,
  answer: invitationSchema.extend({ token: z.string(), path: z.string() }),
  status: 201,
});

/** Links in force. */
export const listInvitations = contract({
  ...admin,
  method: "get",
  path: "/api/invitations",
  summary: "Links that can still be used.",
  answer: z.object({ items: z.array(invitationSchema) }),
});

/** No longer. */
export const deleteInvitation = contract({
  ...admin,
  method: "delete",
  path: "/api/invitations/{id}",
  summary: "Take a link back.",
  params: idParams,
  status: 204,
});

const linkParams = z.object({ token: z.string().min(1).max(200) });

/** What the link is for. */
export const getInvitation = contract({
  method: "get",
  path: "/api/invitations/{token}",
  area,
  summary: "What an invitation says, for the page that its link opens. A reset names the account's e-mail.",
  access: "link",
  params: linkParams,
  answer: z.object({
    kind: z.enum(["invitation", "reset"]),
    email: z.string().nullable(),
    name: z.string().nullable(),
    role,
    expiresAt: isoSchema,
    schoolName: z.string(),
  }),
});

/** Welcome. */
export const acceptInvitation = contract({
  method: "post",
  path: "/api/invitations/{token}/accept",
  area,
  summary: "Use the link, once: becomes a member, or sets a new password; signs in.",
  access: "link",
  params: linkParams,
  body: z.strictObject({ name: name.optional(), email: email.optional(), password: newPassword }),
  answer: z.object({ person: personSchema }),
  status: 201,
});
