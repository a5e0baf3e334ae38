// Follows who studies, who left and who finished, and writes the upserts for it. Addresses are invented and cannot reach
// anyone: numbers that Ofcom keeps for drama (07700 900000-900999, so a thousand learners share them), mail at example.org.
import type { School } from "./school.ts";

/** Where a learner stands over all courses. */
export type LearnerStatus = "studying" | "withdrawn" | "finished";

/** One line of POST /v1/learners. */
export interface LearnerUpsert {
  id: string;
  zone: string;
  locale: string;
  attributes: { status: LearnerStatus; previousAttempts?: number; credits?: number };
  addresses: { sms: string; email: string; push: string; wechat: string };
  consent: Record<string, boolean>;
}

/** Takes what happens to enrolments (by index) in time order, gives the upserts it makes. */
export interface Roll {
  enrol(enrolment: number): void;
  /** Activity: makes a learner known who was active before registering. */
  see(enrolment: number): void;
  leave(enrolment: number, status: "withdrawn" | "finished"): void;
  /** One upsert per learner changed since the last call. */
  takeChanges(): LearnerUpsert[];
}

const CONSENT = { inapp: true, push: true, sms: true, wechat: true, email: true };
const DRAMA_NUMBERS = 1000;

/** An empty roll of a school. */
export function openRoll(school: School): Roll {
  const openCounts = new Int32Array(school.learners.length);
  const statuses: (LearnerStatus | null)[] = school.learners.map(() => null);
  const changed = new Map<number, number>();
  const learnerOf = (enrolment: number) => school.enrolments[enrolment]?.learner ?? 0;
  const move = (enrolment: number, status: LearnerStatus) => {
    const learner = learnerOf(enrolment);
    if (statuses[learner] === status) return;
    statuses[learner] = status;
    changed.set(learner, enrolment);
  };
  const count = (enrolment: number, by: number) => {
    const learner = learnerOf(enrolment);
    openCounts[learner] = (openCounts[learner] ?? 0) + by;
    return openCounts[learner] ?? 0;
  };
  return {
    enrol(enrolment) {
      count(enrolment, 1);
      move(enrolment, "studying");
    },
    see(enrolment) {
      if (statuses[learnerOf(enrolment)] === null) move(enrolment, "studying");
    },
    leave(enrolment, status) {
      if (count(enrolment, -1) <= 0) move(enrolment, status);
    },
    takeChanges() {
      const upserts = [...changed].map(([learner, enrolment]) =>
        upsert(school, enrolment, statuses[learner] ?? "studying"),
      );
      changed.clear();
      return upserts;
    },
  };
}

function upsert(school: School, at: number, status: LearnerStatus): LearnerUpsert {
  const { learner = 0, previousAttempts = null, credits = null } = school.enrolments[at] ?? {};
  const id = school.learners[learner] ?? "";
  return {
    id,
    zone: "UTC",
    locale: "en",
    attributes: {
      status,
      ...(previousAttempts === null ? {} : { previousAttempts }),
      ...(credits === null ? {} : { credits }),
    },
    addresses: {
      sms: `+447700900${String(Number(id) % DRAMA_NUMBERS).padStart(3, "0")}`,
      email: `oulad-${id}@example.org`,
      push: `oulad-${id}`,
      wechat: `oulad-${id}`,
    },
    consent: CONSENT,
  };
}
