// Every address with the module of its page, for the build: it cuts the code by these and writes down what each address needs first.
// A test holds it against routes.tsx.

/** An address (`$` begins what varies), and from `designer/` the module that draws it and those that it begins with. */
type PageAt = readonly [path: string, module: string, ...others: readonly string[]];

/** The pages. */
export const pagesAt: readonly PageAt[] = [
  ["/login", "app/login-page.tsx"],
  ["/setup", "app/setup-page.tsx"],
  ["/invitations/$token", "app/invitation-page.tsx"],
  ["/", "task/overview-page.tsx"],
  ["/strategies", "app/strategies-page.tsx"],
  ["/strategies/$id", "app/canvas-page.tsx", "canvas/draft-query.ts"],
  ["/strategies/$id/messages/$message", "panel/studio-page.tsx"],
  ["/strategies/$id/report", "report/report-page.tsx", "report/report-query.ts"],
  ["/reports", "report/reports-page.tsx"],
  ["/learners", "task/learners-page.tsx"],
  ["/learners/$id", "task/learner-page.tsx"],
  ["/tasks", "task/tasks-page.tsx"],
  ["/quarantine", "task/quarantine-page.tsx"],
  ["/account", "app/account-page.tsx"],
  ["/about", "app/about-page.tsx"],
  ["/settings/school", "app/settings-school-page.tsx"],
  ["/settings/sending", "app/settings-sending-page.tsx"],
  ["/settings/channels", "app/settings-channels-page.tsx"],
  ["/settings/publishing", "app/settings-publishing-page.tsx"],
  ["/settings/members", "app/settings-members-page.tsx"],
  ["/settings/roles", "app/settings-roles-page.tsx"],
  ["/settings/keys", "app/settings-keys-page.tsx"],
  ["/settings/audit", "app/settings-audit-page.tsx"],
  ["/settings/data", "app/settings-data-page.tsx"],
  ["/settings/system", "app/settings-system-page.tsx"],
  ["/settings/sample", "app/settings-sample-page.tsx"],
];
