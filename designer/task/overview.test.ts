import { expect, test } from "vitest";
import { alarmsOf, chartsOf, type Overview } from "./overview.ts";

const promises = { kept: 0, broken: 0, superseded: 0, notNeeded: 0 };
const day = {
  date: "2026-03-05",
  opened: 0,
  recovered: 0,
  lost: 0,
  void: 0,
  entered: {},
  sends: {},
  tasksOpened: 0,
  tasksDone: 0,
  promises,
};
const quiet: Overview = {
  zone: "Asia/Shanghai",
  now: "2026-03-05T01:00:00Z",
  learners: 0,
  openEpisodes: 0,
  today: { ...day, tiers: [], byChannel: {} },
  days: [day],
  tasks: { open: 0, claimed: 0, overdue: 0 },
  quarantine: 0,
  stalled: { isStalled: false, stop: null, overdueSince: null, waitingByReason: {} },
};

test("a quiet school raises no alarm; holds that are meant raise none", () => {
  const stalled = { ...quiet.stalled, waitingByReason: { quietHours: 3, schoolPause: 1, strategyPaused: 2, "": 4 } };
  expect(alarmsOf({ ...quiet, stalled })).toEqual([]);
});

test("what needs a person is said worst first, with where to go", () => {
  const alarms = alarmsOf({
    ...quiet,
    today: { ...quiet.today, promises: { ...promises, broken: 2 } },
    tasks: { open: 1, claimed: 0, overdue: 1 },
    quarantine: 3,
    stalled: {
      isStalled: true,
      stop: "stoppedByPerson",
      overdueSince: "2026-03-05T00:30:00Z",
      waitingByReason: { providerDown: 5 },
    },
  });
  expect(alarms.map(({ level, text, path }) => [level, text.en, path])).toEqual([
    ["bad", "Sends are stopped: all sends are stopped", null],
    ["bad", "Work is late since Mar 5, 2026, 08:30", "/strategies"],
    ["bad", "1 task is overdue", "/tasks?view=overdue"],
    ["warn", "2 reach promises were broken today", "/learners?state=atRisk"],
    ["warn", "3 items were refused or set aside", "/quarantine"],
    ["warn", "5 sends wait: the provider is down", null],
  ]);
});

test("a day without a count draws as zero", () => {
  for (const { series } of chartsOf([day])) for (const { values } of series) expect(values).toEqual([0]);
});
