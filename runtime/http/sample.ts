// The sample school as routes see it (ruling 36), and how a browser says that it looks at it: by a cookie that names the school, and
// that says nothing of who may do what there.
import type { AppContext } from "./deps.ts";

/** Where the sample school stands. `progressBp` is 0..10000; `now` its clock, UTC ms, null until it is ready. */
export interface SampleStanding {
  state: "none" | "filling" | "ready" | "failed";
  progressBp: number;
  now: number | null;
}

/** The door to the sample school. */
export interface SampleDoor {
  standing(): SampleStanding;
  /** Begins to fill it, unless it is there or under way. */
  fill(): void;
  /** Lets a day pass. */
  nextDay(): Promise<"done" | "none" | "filling" | "over">;
}

const NAME = "winback_school";
const CHOSEN = new RegExp(`(?:^|;\\s*)${NAME}=sample(?:;|$)`);

/** Whether a Cookie header chooses the sample school. */
export function choosesSample(cookie: string | null | undefined): boolean {
  return typeof cookie === "string" && CHOSEN.test(cookie);
}

/** Remembers which school this browser looks at. */
export function chooseSchool(c: AppContext, isSample: boolean): void {
  const choice = isSample ? "sample; Max-Age=31536000" : "; Max-Age=0";
  c.header("Set-Cookie", `${NAME}=${choice}; Path=/; HttpOnly; SameSite=Lax`, { append: true });
}
