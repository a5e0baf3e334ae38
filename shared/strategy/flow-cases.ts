// For each diagnostic of shape, names, promises, quiet hours and caps, one change of the sample that provokes it and nothing else.
import type { Condition } from "#shared/state/condition.ts";
import type { CompileContext } from "./context.ts";
import type { Strategy } from "./document.ts";
import { add, type Case, cut, setNode, within } from "./sample.ts";

const cap = (scope: "all" | "push", limit: number, per = "day"): CompileContext =>
  within({ caps: [{ id: "c", scope, limit, per }] });
const deep = (levels: number): Condition =>
  levels === 1 ? { attr: "grade", op: "exists" } : { not: deep(levels - 1) };
const branch = (when: Condition) => (document: Strategy) => {
  add(
    document,
    [{ id: "which", type: "branch", cases: [{ port: "yes", when }] }],
    ["watch.enter which", "which.else nudge"],
  );
  cut(document, "watch.enter nudge");
};
const schedule = (at: string, length: string) => (document: Strategy) =>
  add(
    document,
    [{ id: "weekly", type: "signal", kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO", at, for: length }],
    ["weekly.on warning"],
  );

/** By code. */
export const flowCases: Readonly<Record<string, Case>> = {
  "signal.unwired": {
    node: "stalled",
    change: (d) => {
      cut(d, "stalled.on warning");
      setNode(d, "warning", { enter: { atLeast: 1 } });
    },
  },
  "tier.unwired": {
    node: "watch",
    change: (d) => {
      cut(d, "watch.enter nudge");
      add(d, [], ["seen.yes nudge"]);
    },
  },
  "tier.noSignal": { node: "watch", change: (d) => cut(d, "silent.on watch") },
  "tier.neverHolds": { node: "warning", change: (d) => setNode(d, "warning", { enter: { atLeast: 3 } }) },
  "tier.sameRank": { node: "warning", change: (d) => setNode(d, "warning", { rank: 1 }) },
  "edge.wrongTarget": { node: "silent", change: (d) => add(d, [], ["silent.on nudge"]) },
  "flow.cycle": { node: "remind", change: (d) => add(d, [], ["text.next remind"]) },
  "node.unreachable": { node: "bye", change: (d) => add(d, [{ id: "bye", type: "end" }]) },
  "subject.noKeyedSignal": {
    node: null,
    change: (d) => {
      d.subject = { key: "questionId" };
      add(
        d,
        [
          {
            id: "late",
            type: "signal",
            kind: "overdue",
            opens: "question.asked",
            closes: "question.answered",
            by: "homeworkId",
            within: "PT15M",
          },
        ],
        ["late.on watch"],
      );
    },
  },
  "score.unknownSignal": {
    node: "risk",
    change: (d) =>
      add(
        d,
        [{ id: "risk", type: "signal", kind: "score", weights: { silent: 1, nobody: 1 }, atLeast: 2 }],
        ["risk.on watch"],
      ),
  },
  "score.ofScore": {
    node: "more",
    change: (d) =>
      add(
        d,
        [
          { id: "risk", type: "signal", kind: "score", weights: { silent: 1 }, atLeast: 1 },
          { id: "more", type: "signal", kind: "score", weights: { risk: 1 }, atLeast: 1 },
        ],
        ["risk.on watch", "more.on watch"],
      ),
  },
  "score.neverReached": {
    node: "risk",
    change: (d) =>
      add(d, [{ id: "risk", type: "signal", kind: "score", weights: { silent: 1 }, atLeast: 2 }], ["risk.on watch"]),
  },
  "condition.unknownSignal": { node: "which", change: branch({ signal: "nobody" }) },
  "condition.causeNever": { node: "which", change: branch({ any: [{ cause: "motivation" }, { cause: "technical" }] }) },
  "condition.tooDeep": { node: "which", change: branch(deep(9)) },
  "audience.notAttribute": {
    node: null,
    change: (d) => {
      d.audience = { all: [{ attr: "status", op: "exists" }, { not: { signal: "silent" } }] };
    },
  },
  "waitFor.unknownNode": { node: "seen", change: (d) => setNode(d, "seen", { of: "nobody" }) },
  "waitFor.notSend": {
    node: "seen",
    change: (d) => {
      add(d, [{ id: "mark", type: "update", addTags: ["seen"] }], ["watch.enter mark"]);
      setNode(d, "seen", { of: "mark" });
    },
  },
  "waitFor.notBefore": { node: "seen", change: (d) => setNode(d, "seen", { of: "text", outcome: "delivered" }) },
  "waitFor.notMeasurable": {
    node: "read",
    change: (d) =>
      add(d, [{ id: "read", type: "waitFor", of: "text", outcome: "opened", timeout: "P1D" }], ["text.next read"]),
  },
  "reach.contradiction": {
    node: "watch",
    change: (d) => setNode(d, "watch", { reach: { within: "PT24H", minTouches: 2, minChannels: 1, maxTouches: 1 } }),
  },
  "reach.tooFewTouches": {
    node: "watch",
    change: (d) => setNode(d, "watch", { reach: { within: "PT24H", minTouches: 2, minChannels: 1, maxTouches: 2 } }),
  },
  "reach.tooFewChannels": {
    node: "warning",
    change: (d) => setNode(d, "warning", { reach: { within: "PT48H", minTouches: 2, minChannels: 3, maxTouches: 4 } }),
  },
  "reach.tooLate": { node: "warning", change: (d) => setNode(d, "seen", { timeout: "PT49H" }) },
  "reach.tooManyTouches": {
    node: "watch",
    change: (d) => add(d, [{ id: "again", type: "send", message: "keep-going" }], ["nudge.next again"]),
  },
  "reach.quietMayPass": { node: "warning", change: (d) => setNode(d, "seen", { timeout: "PT40H" }) },
  "task.outlivesReach": {
    node: "call",
    change: (d) =>
      add(
        d,
        [
          {
            id: "call",
            type: "task",
            group: "tutors",
            title: { "zh-CN": "打电话" },
            within: "PT72H",
            outcomes: ["reached"],
          },
        ],
        ["text.next call"],
      ),
  },
  "exit.flowOutlivesGoal": {
    node: "warning",
    change: (d) =>
      add(
        d,
        [
          { id: "pause", type: "wait", for: "P13DT1H" },
          { id: "bye", type: "end" },
        ],
        ["text.next pause", "pause.next bye"],
      ),
  },
  "goal.impossible": { node: null, change: (d) => (d.goal = { ...d.goal, days: 16 }) },
  "quiet.equalEnds": { node: null, change: (d) => (d.policy = { quiet: { from: "22:00", to: "22:00" } }) },
  "quiet.wholeDay": {
    node: "text",
    change: (d) => setNode(d, "warning", { reach: undefined }),
    context: within({ quiet: { from: "08:00", to: "20:00" } }),
  },
  "quiet.wait": {
    node: "late",
    change: (d) =>
      add(d, [{ id: "late", type: "wait", until: { time: "21:00" } }], ["remind.unreachable late", "late.next text"]),
  },
  "quiet.schedule": { node: "weekly", change: schedule("23:00", "PT10H") },
  "quiet.swallowsWindow": { node: "weekly", change: schedule("23:00", "PT9H") },
  "quiet.outlastsExpires": { node: null, change: (d) => (d.policy = { ...d.policy, expires: "PT10H" }) },
  "cap.zero": { node: "remind", change: () => undefined, context: cap("push", 0) },
  "cap.belowReach": { node: "warning", change: () => undefined, context: cap("all", 1, "P7D") },
  "cap.losesStep": {
    node: "warning",
    change: (d) => add(d, [{ id: "extra", type: "send", message: "keep-going" }], ["warning.enter extra"]),
    context: cap("all", 1),
  },
  "webhook.hostNotAllowed": {
    node: "call",
    change: (d) =>
      add(d, [{ id: "call", type: "webhook", url: "https://hooks.example.com@evil.example/x" }], ["nudge.next call"]),
    context: within({ allowedHosts: ["hooks.example.com"] }),
  },
};
