// What applying works with: the parts of the engine that a logged input may change.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Frame } from "#runtime/store/log/frame.ts";
import type { World } from "#shared/flow/world.ts";
import type { Counters } from "./counters.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { Globals } from "./globals.ts";
import type { Journal } from "./journal.ts";
import type { Measures } from "./measures.ts";
import type { Outbox } from "./outbox.ts";
import type { Profiles } from "./profile.ts";
import type { Rollup } from "./rollup.ts";

/** What applying works with. */
export interface ApplyContext {
  db: EngineDb;
  world: World;
  globals: Globals;
  journal: Journal;
  outbox: Outbox;
  profiles: Profiles;
  counters: Counters;
  dispatcher: Dispatcher;
  rollup: Rollup;
  measures: Measures;
  /** The frames before a number, for features that a new plan needs. */
  history(beforeSeq: number): Iterable<Frame>;
  erasedToken(learner: string): string;
}
