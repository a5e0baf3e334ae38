// Every address of the designer, by the path of its route, in the school of care-school.ts: for stories and pictures alike.

/** The pages before anybody is signed in; an invitation's address is made with it. */
export const doors = { "/login": "/login", "/setup": "/setup?token=given", "/invitations/$token": "" } as const;

/** The pages inside; those under the settings are written whole. */
export const inside = {
  "/": "/",
  "/strategies": "/strategies",
  "/strategies/$id": "/strategies/three-tier-retention",
  "/strategies/$id/messages/$message": "/strategies/three-tier-retention/messages/keep-going",
  "/learners": "/learners",
  "/learners/$id": "/learners/li",
  "/tasks": "/tasks",
  "/quarantine": "/quarantine",
  "/strategies/$id/report": "/strategies/three-tier-retention/report",
  "/reports": "/reports",
  "/account": "/account",
  "/about": "/about",
  $: "/no-such-page",
  "/settings": "/settings",
  "/school": "/settings/school",
  "/sending": "/settings/sending",
  "/channels": "/settings/channels",
  "/publishing": "/settings/publishing",
  "/members": "/settings/members",
  "/roles": "/settings/roles",
  "/keys": "/settings/keys",
  "/audit": "/settings/audit",
  "/data": "/settings/data",
  "/system": "/settings/system",
  "/sample": "/settings/sample",
} as const;
