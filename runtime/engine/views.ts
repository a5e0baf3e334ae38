// The pages' reads over an engine: each first commits what is gathered, so that a reader sees what it was just told, and what may
// be long rests between slices.
import { statSync } from "node:fs";
import { join } from "node:path";
import { readBehind } from "./behind.ts";
import { readCourses } from "./course-list.ts";
import type { Engine } from "./engine.ts";
import { readLive } from "./live.ts";
import { readOverview } from "./overview.ts";
import { readPeople } from "./people.ts";
import { readQuarantine, readQuarantined } from "./quarantine.ts";
import { readExperiments, readReportParts } from "./report-parts.ts";
import { searchLearners } from "./search.ts";
import { inSlices, type Steps } from "./slices.ts";
import { readTaskCard } from "./task-card.ts";
import { readTasks } from "./task-list.ts";
import { readTrail } from "./trail.ts";
import { TrailLog } from "./trail-log.ts";
import { joinTrail } from "./trail-order.ts";
import type { EngineSizes, ViewApi } from "./view-api.ts";

/** The reads. */
export function createViews(engine: Engine): ViewApi {
  const trailLog = new TrailLog(engine.options.folder);
  const sliced = <T>(read: () => Steps<T>): Promise<T> => {
    engine.commit();
    return inSlices(read());
  };
  const settled = async <T>(read: () => T): Promise<T> => {
    engine.commit();
    return read();
  };
  return {
    live: async (query) => readLive(engine, query),
    people: (query) => sliced(() => readPeople(engine, query)),
    overview: () => settled(() => readOverview(engine)),
    search: (query) => sliced(() => searchLearners(engine, query)),
    courses: (query) => sliced(() => readCourses(engine, query)),
    tasks: (query) => sliced(() => readTasks(engine, query)),
    taskCard: (send) => sliced(() => readTaskCard(engine, send)),
    quarantine: (query) => sliced(() => readQuarantine(engine, query)),
    quarantined: (id) => settled(() => readQuarantined(engine, id)),
    trail: async (query) => {
      const part = await sliced(() => readTrail(engine, query));
      if (part === null) return null;
      engine.log.sync();
      return joinTrail(part, await inSlices(trailLog.read(part, query)), query);
    },
    trailPart: (query) => {
      engine.log.sync();
      return sliced(() => readTrail(engine, query));
    },
    sizes: async () => sizesOf(engine),
    reportParts: (strategy, ask) => sliced(() => readReportParts(engine, strategy, ask)),
    experiments: (salt) => sliced(() => readExperiments(engine, salt)),
    behind: (query) => sliced(() => readBehind(engine, query)),
  };
}

function sizesOf({ log, options, world }: Engine): EngineSizes {
  const file = statSync(join(options.folder, "engine.db"), { throwIfNoEntry: false });
  return {
    folder: options.folder,
    logBytes: log.bytes,
    logFiles: log.files().length,
    storeBytes: file?.size ?? 0,
    strategies: world.program.strategies.map(({ id, state, plan }) => ({ id, state, version: plan.hash })),
  };
}
