import { expect, test } from "vitest";
import { rows } from "#shared/signal/scene.ts";
import { type Answers, draw, type School, school } from "./testkit.ts";

const three = draw({
  nodes: {
    silent: { type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
    stalled: { type: "signal", kind: "stall", progress: "lesson.completed", per: "course", for: "P7D" },
    missed: { type: "signal", kind: "count", events: ["tutoring.missed"], atLeast: 2, within: "P14D" },
    risk: { type: "signal", kind: "score", weights: { silent: 0.1, stalled: 0.7, missed: 0.2 }, atLeast: 1 },
    watch: {
      type: "tier",
      rank: 1,
      enter: { atLeast: 1 },
      reach: { within: "PT24H", minTouches: 1, minChannels: 1, maxTouches: 1 },
    },
    warning: {
      type: "tier",
      rank: 2,
      enter: { atLeast: 2 },
      reach: { within: "PT48H", minTouches: 2, minChannels: 2, maxTouches: 4 },
    },
    urgent: {
      type: "tier",
      rank: 3,
      enter: { score: 1 },
      reach: { within: "PT72H", minTouches: 3, minChannels: 3, maxTouches: 8 },
    },
    nudge: { type: "send", message: "inapp-hi" },
    look: { type: "wait", for: "P7D" },
    push: { type: "send", message: "push-hi" },
    app: { type: "send", message: "inapp-back" },
    seen: { type: "waitFor", outcome: "opened", of: "push", timeout: "PT24H" },
    sms: { type: "send", message: "sms-back" },
    mail: { type: "send", message: "email-back" },
    chat: { type: "send", message: "wechat-back" },
    call: {
      type: "task",
      group: "teachers",
      title: { "zh-CN": "t" },
      within: "P2D",
      outcomes: ["reached", "no-answer"],
    },
    thanks: { type: "update", addTags: ["called"] },
  },
  edges: `silent.on > watch   stalled.on > watch   missed.on > watch
    silent.on > warning   stalled.on > warning   missed.on > warning   risk.on > urgent
    watch.enter > nudge   nudge.next > look
    warning.enter > push  warning.enter > app   push.next > seen   seen.timeout > sms
    urgent.enter > mail   urgent.enter > chat   urgent.enter > call   call.reached > thanks`,
  policy: { cooldown: "P14D" },
});

/** Li enrols, comes once on d1 and finishes a lesson. */
function start(answers: Answers = { "*": "accepted", call: "accepted claim+1h outcome:reached+3h" }): School {
  return school({ strategies: [three], answers })
    .event("d1 08:00", "li enrolment.created math")
    .event("d1 09:00", "li session.started math")
    .event("d1 09:30", "li lesson.completed math");
}

test("one signal is 关注级 and one in-app message; a second is 预警级 on two channels, what was pending below is cancelled", () => {
  expect(start().tick("d18 08:59").story()).toEqual(
    rows(`
      d4 09:00 opened #1
      d4 09:00 watch tier
      d4 09:00 nudge send a
      d4 09:00 promise watch kept
      d4 09:00 nudge -> next
      d4 09:00 look wait
      d8 09:30 look cancelled escalated
      d8 09:30 warning tier
      d8 09:30 app send a
      d8 09:30 push send a
      d8 09:30 app -> next
      d8 09:30 promise warning kept
      d8 09:30 push -> next
      d8 09:30 seen waitFor
      d9 09:30 seen -> timeout
      d9 09:30 sms send a
      d9 09:30 sms -> next`),
  );
});

test("silence to the end of the window is lost", () => {
  const story = start().tick("d60 00:00").story();
  expect(story.at(-1)).toBe("d18 09:00 ended lost windowPassed");
});

test("all signals together are 紧急级: every channel and a task; two local days of study recover and cancel what is pending", () => {
  const li = start({ "*": "accepted", call: "accepted claim+1h" })
    .event("d5 10:00", "li tutoring.missed")
    .event("d5 11:00", "li tutoring.missed")
    .tick("d9 10:00");
  const urgent = li.story().filter((line) => line >= "d8");
  expect(urgent).toEqual(
    rows(`
      d8 09:30 urgent tier
      d8 09:30 call task
      d8 09:30 chat send a
      d8 09:30 mail send a
      d8 09:30 chat -> next
      d8 09:30 mail -> next
      d8 10:30 promise urgent kept`),
  );
  li.event("d9 11:00", "li session.started math").event("d9 23:59", "li session.started math");
  expect(li.ended).toEqual([]);
  li.event("d10 00:01", "li session.started math");
  expect(li.story().slice(-2)).toEqual(["d10 00:01 call cancelled recovered", "d10 00:01 ended recovered goal"]);
});

test("an unclaimed task is called back from the staff when a higher tier or the end comes, a claimed one stays", () => {
  const events = (li: School) =>
    li.event("d5 10:00", "li tutoring.missed").event("d5 11:00", "li tutoring.missed").tick("d8 10:00");
  const unclaimed = events(start({ "*": "accepted" })).input("d8 11:00", {
    is: "optOut",
    learner: "li",
    channel: "all",
  });
  expect(unclaimed.story().slice(-4)).toEqual(
    rows(`
      d8 11:00 call cancelled optOut
      d8 11:00 call recalled optOut
      d8 11:00 promise urgent notNeeded optOut
      d8 11:00 ended void optOut`),
  );
});

test("after the cooldown an episode opens again only if a signal rose after the end: at its end, if it rose meanwhile", () => {
  const silent = start().tick("d60 00:00");
  expect(silent.story().filter((line) => line.includes("opened"))).toEqual(["d4 09:00 opened #1"]);
  const back = start().event("d20 09:00", "li session.started math").tick("d60 00:00");
  expect(back.story().filter((line) => /opened|ended/.test(line))).toEqual([
    "d4 09:00 opened #1",
    "d18 09:00 ended lost windowPassed",
    "d32 09:00 opened #2",
    "d46 09:00 ended lost windowPassed",
  ]);
  const late = start().event("d31 09:00", "li session.started math").tick("d40 00:00");
  expect(late.story().filter((line) => line.includes("opened"))).toEqual(["d4 09:00 opened #1", "d34 09:00 opened #2"]);
});
