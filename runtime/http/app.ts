// The app: every route file mounted on one Hono, with what each request passes first and what becomes of faults.
import { randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Contract } from "#shared/api/contract.ts";
import { principalOf, unknownKey } from "./access.ts";
import { createMeter } from "./body.ts";
import { type AppContext, type AppEnv, type Deps, logFault } from "./deps.ts";
import { localeOf } from "./locale.ts";
import type { App, Routes } from "./mount.ts";
import { problem, refuse, thrown } from "./problem.ts";
import { mountAccount } from "./route-account.ts";
import { mountAudit } from "./route-audit.ts";
import { mountBacktests } from "./route-backtests.ts";
import { mountChannels } from "./route-channels.ts";
import { mountDesigner } from "./route-designer.ts";
import { mountDocs } from "./route-docs.ts";
import { mountGallery } from "./route-gallery.ts";
import { mountHealth } from "./route-health.ts";
import { mountInbox } from "./route-inbox.ts";
import { mountIngest } from "./route-ingest.ts";
import { mountJobs } from "./route-jobs.ts";
import { mountKeys } from "./route-keys.ts";
import { mountLearners } from "./route-learners.ts";
import { mountLedgers } from "./route-ledgers.ts";
import { mountLinks } from "./route-links.ts";
import { mountLive } from "./route-live.ts";
import { mountInvitations, mountMembers } from "./route-members.ts";
import { mountMessages } from "./route-messages.ts";
import { mountOverview } from "./route-overview.ts";
import { mountPublish } from "./route-publish.ts";
import { mountQuarantine } from "./route-quarantine.ts";
import { mountReceipts } from "./route-receipts.ts";
import { mountReports } from "./route-reports.ts";
import { mountReview } from "./route-review.ts";
import { mountSample } from "./route-sample.ts";
import { mountSegment } from "./route-segment.ts";
import { mountSession } from "./route-session.ts";
import { mountStop } from "./route-stop.ts";
import { mountStrategies } from "./route-strategies.ts";
import { mountSystem } from "./route-system.ts";
import { mountTasks } from "./route-tasks.ts";
import { mountTrail } from "./route-trail.ts";
import { mountXapi } from "./route-xapi.ts";
import { secure } from "./secure.ts";
import { squeeze } from "./squeeze.ts";

/** In order: a fixed path goes before one with a parameter in its place. */
const mounts: readonly ((routes: Routes) => void)[] = [
  mountIngest,
  mountLearners,
  mountSegment,
  mountXapi,
  mountReceipts,
  mountInbox,
  mountLinks,
  mountStrategies,
  mountPublish,
  mountReview,
  mountBacktests,
  mountMessages,
  mountTasks,
  mountLive,
  mountOverview,
  mountQuarantine,
  mountTrail,
  mountReports,
  mountLedgers,
  mountChannels,
  mountSession,
  mountAccount,
  mountMembers,
  mountInvitations,
  mountSample,
  mountKeys,
  mountAudit,
  mountSystem,
  mountStop,
  mountJobs,
  mountHealth,
  mountDocs,
  mountGallery,
  mountDesigner,
];

/** Builds the app. It starts nothing and owns nothing of what it is given; `meter` counts the bodies held, here and beside it. */
export function createApp(deps: Deps, meter = createMeter()): App {
  const app: App = new OpenAPIHono<AppEnv>();
  const contracts: Contract[] = [];
  app.use(async (c, next) => {
    c.set("requestId", randomUUID());
    c.set("locale", localeOf(c.req.header("Accept-Language")));
    c.set("principal", await principalOf(c, deps));
    await next();
  });
  app.use(secure);
  app.use("/api/*", squeeze);
  for (const mountArea of mounts) mountArea({ app, deps, meter, contracts });
  app.notFound((c) => unknownRoute(c, contracts));
  app.onError((error, c) => {
    const about = { requestId: c.get("requestId"), method: c.req.method, route: c.req.routePath };
    return problem(
      c,
      thrown(error, (fault) => logFault(deps, fault, about)),
    );
  });
  return app;
}

function unknownRoute(c: AppContext, contracts: readonly Contract[]): Response {
  const { path } = c.req;
  const isOfApi = /^\/(?:v1|api|xapi)(?:\/|$)/.test(path);
  if (isOfApi && c.get("principal").kind === "none") return problem(c, unknownKey());
  const allowed = contracts.filter((contract) => isOn(contract, path)).map(({ method }) => method.toUpperCase());
  if (allowed.length === 0) return problem(c, refuse(404, "route.unknown"));
  return problem(c, refuse(405, "route.method", [], { Allow: [...new Set(allowed)].join(", ") }));
}

function isOn(contract: Contract, path: string): boolean {
  const steps = contract.path.split("/");
  const given = path.split("/");
  return steps.length === given.length && steps.every((step, index) => step.startsWith("{") || step === given[index]);
}
