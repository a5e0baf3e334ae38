// The schools that are pictured, and a browser's way into each.
import { setTimeout as rest } from "node:timers/promises";
import type { BrowserContext } from "@playwright/test";
import { startCareSchool } from "#e2e/designer/care-school.ts";
import { type DesignedSchool, startSchool } from "#e2e/designer/school.ts";
import type { Place } from "./views.ts";

/** What is pictured. */
export interface Schools {
  readonly care: DesignedSchool;
  readonly fresh: DesignedSchool;
  /** The address of an invitation that nobody has accepted. */
  readonly invitation: string;
  stop(): Promise<void>;
}

const LOOK_MS = 500;

/** Starts both schools: one with work to do and an event in quarantine, one that nobody has set up. */
export async function startSchools(): Promise<Schools> {
  const [care, fresh] = await Promise.all([startCareSchool(), startSchool({ isNew: true })]);
  const { settings } = await care.call("GET", "/api/settings");
  await care.call("PUT", "/api/settings", { ...(settings as object), schoolName: "启明网校" });
  const unreadable = { id: "odd", learner: "li", type: "quiz.completed", at: "yesterday" };
  await care.call("POST", "/v1/events", [unreadable]);
  const guest = { role: "staff", name: "陈督学", email: "chen@school.example" };
  const { path } = await care.call("POST", "/api/invitations", guest);
  return {
    care,
    fresh,
    invitation: String(path),
    stop: async () => void (await Promise.all([care.stop(), fresh.stop()])),
  };
}

/** Signs a browser in where the view is inside, and opens the sample school where it is looked at; the first time fills it. */
export async function enter(context: BrowserContext, { care }: Schools, place: Place): Promise<void> {
  if (place === "door" || place === "fresh") return;
  const page = await context.newPage();
  await care.signIn(page, "admin");
  if (place === "sample") {
    const { request } = context;
    const headers = { origin: care.url };
    await request.post(`${care.url}/api/sample`, { headers });
    const stateOf = async () =>
      ((await (await request.get(`${care.url}/api/sample`)).json()) as { state: string }).state;
    while ((await stateOf()) === "filling") await rest(LOOK_MS);
    await request.put(`${care.url}/api/sample`, { headers, data: { isOpen: true } });
  }
  await page.close();
}
