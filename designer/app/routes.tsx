// Every address and the page behind it. A page is one line: its path, what its search may say, and the component, which is loaded
// when it is first opened.
import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { canvasSearch } from "#designer/canvas/search-params.ts";
import { studioSearch } from "#designer/panel/studio-search.ts";
import { reportSearch } from "#designer/report/address.ts";
import { learnerSearch, learnersSearch, quarantineSearch, tasksSearch } from "#designer/task/search.ts";
import { Gate } from "./gate.tsx";
import { NotFound } from "./lost.tsx";
import { Redirect } from "./redirect.tsx";
import { loginSearch, setupSearch } from "./search.ts";
import { useOpenSections } from "./sections.tsx";
import { auditSearch } from "./settings-audit.ts";
import { Shell } from "./shell.tsx";
import { strategiesSearch } from "./strategies.ts";

const root = createRootRoute();

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: () => (
    <Gate>
      <Shell>
        <Outlet />
      </Shell>
    </Gate>
  ),
});

const OverviewPage = lazyRouteComponent(() => import("#designer/task/overview-page.tsx"), "OverviewPage");

/** The first page: what happened today, and for a role that does not read it the first section that it opens. */
function Start() {
  const open = useOpenSections();
  return open.some(({ path }) => path === "/") ? <OverviewPage /> : <Redirect href={open[0]?.path ?? "/account"} />;
}

const outside = { getParentRoute: () => root } as const;
const within = { getParentRoute: () => inside } as const;

/** The pages that need no session. */
const doors = [
  createRoute({
    ...outside,
    path: "/login",
    validateSearch: loginSearch,
    component: lazyRouteComponent(() => import("./login-page.tsx"), "LoginPage"),
  }),
  createRoute({
    ...outside,
    path: "/setup",
    validateSearch: setupSearch,
    component: lazyRouteComponent(() => import("./setup-page.tsx"), "SetupPage"),
  }),
  createRoute({
    ...outside,
    path: "/invitations/$token",
    component: lazyRouteComponent(() => import("./invitation-page.tsx"), "InvitationPage"),
  }),
] as const;

const settings = createRoute({
  ...within,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings-frame.tsx"), "SettingsFrame"),
});

const amongSettings = { getParentRoute: () => settings } as const;

/** The pages of the settings. */
const settingsPages = [
  createRoute({
    ...amongSettings,
    path: "/",
    component: lazyRouteComponent(() => import("./settings-frame.tsx"), "SettingsStart"),
  }),
  createRoute({
    ...amongSettings,
    path: "/school",
    component: lazyRouteComponent(() => import("./settings-school-page.tsx"), "SettingsSchoolPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/sending",
    component: lazyRouteComponent(() => import("./settings-sending-page.tsx"), "SettingsSendingPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/channels",
    component: lazyRouteComponent(() => import("./settings-channels-page.tsx"), "SettingsChannelsPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/publishing",
    component: lazyRouteComponent(() => import("./settings-publishing-page.tsx"), "SettingsPublishingPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/members",
    component: lazyRouteComponent(() => import("./settings-members-page.tsx"), "SettingsMembersPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/roles",
    component: lazyRouteComponent(() => import("./settings-roles-page.tsx"), "SettingsRolesPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/keys",
    component: lazyRouteComponent(() => import("./settings-keys-page.tsx"), "SettingsKeysPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/audit",
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import("./settings-audit-page.tsx"), "SettingsAuditPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/data",
    component: lazyRouteComponent(() => import("./settings-data-page.tsx"), "SettingsDataPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/system",
    component: lazyRouteComponent(() => import("./settings-system-page.tsx"), "SettingsSystemPage"),
  }),
  createRoute({
    ...amongSettings,
    path: "/sample",
    component: lazyRouteComponent(() => import("./settings-sample-page.tsx"), "SettingsSamplePage"),
  }),
] as const;

/** The pages of the shell. */
const pages = [
  createRoute({ ...within, path: "/", component: Start }),
  createRoute({
    ...within,
    path: "/strategies",
    validateSearch: strategiesSearch,
    component: lazyRouteComponent(() => import("./strategies-page.tsx"), "StrategiesPage"),
  }),
  createRoute({
    ...within,
    path: "/strategies/$id",
    validateSearch: canvasSearch,
    component: lazyRouteComponent(() => import("./canvas-page.tsx"), "CanvasPage"),
  }),
  createRoute({
    ...within,
    path: "/strategies/$id/messages/$message",
    validateSearch: studioSearch,
    component: lazyRouteComponent(() => import("#designer/panel/studio-page.tsx"), "StudioPage"),
  }),
  createRoute({
    ...within,
    path: "/learners",
    validateSearch: learnersSearch,
    component: lazyRouteComponent(() => import("#designer/task/learners-page.tsx"), "LearnersPage"),
  }),
  createRoute({
    ...within,
    path: "/learners/$id",
    validateSearch: learnerSearch,
    component: lazyRouteComponent(() => import("#designer/task/learner-page.tsx"), "LearnerPage"),
  }),
  createRoute({
    ...within,
    path: "/tasks",
    validateSearch: tasksSearch,
    component: lazyRouteComponent(() => import("#designer/task/tasks-page.tsx"), "TasksPage"),
  }),
  createRoute({
    ...within,
    path: "/quarantine",
    validateSearch: quarantineSearch,
    component: lazyRouteComponent(() => import("#designer/task/quarantine-page.tsx"), "QuarantinePage"),
  }),
  createRoute({
    ...within,
    path: "/strategies/$id/report",
    validateSearch: reportSearch,
    component: lazyRouteComponent(() => import("#designer/report/report-page.tsx"), "ReportPage"),
  }),
  createRoute({
    ...within,
    path: "/reports",
    component: lazyRouteComponent(() => import("#designer/report/reports-page.tsx"), "ReportsPage"),
  }),
  createRoute({
    ...within,
    path: "/account",
    component: lazyRouteComponent(() => import("./account-page.tsx"), "AccountPage"),
  }),
  createRoute({
    ...within,
    path: "/about",
    component: lazyRouteComponent(() => import("./about-page.tsx"), "AboutPage"),
  }),
  settings.addChildren([...settingsPages]),
  createRoute({ ...within, path: "$", component: NotFound }),
] as const;

/** The tree of routes. */
export const routeTree = root.addChildren([...doors, inside.addChildren([...pages])]);
