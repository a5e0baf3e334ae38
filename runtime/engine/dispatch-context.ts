// What the dispatcher works with: the parts of the engine it reads, and where it leaves word of attempts.
import type { World } from "#shared/flow/world.ts";
import type { Course } from "./courses.ts";
import type { Settings } from "./logged.ts";
import type { Outbox } from "./outbox.ts";
import type { Profiles } from "./profile.ts";
import type { Send } from "./send.ts";

/** What the dispatcher works with. */
export interface DispatchContext {
  world: World;
  outbox: Outbox;
  profiles: Profiles;
  settings(): Settings;
  courseOf(id: string): Course | null;
  /** Decision key text of a send. */
  keyOf(send: Send): string;
  linkFor(learner: string, send: number, kind: "resume" | "preferences" | "optOut"): string;
  attempted(send: Send, at: number, result: string, reason: string | null): void;
}
