// What the addresses of the pages of people say; what they say wrongly is left out.
import { z } from "zod";

const text = z.string().min(1).max(200).optional().catch(undefined);

/** The list of learners. */
export const learnersSearch = z.object({
  q: text,
  strategy: text,
  tier: text,
  course: text,
  state: z.enum(["atRisk", "calm", "optedOut"]).optional().catch(undefined),
  open: z.enum(["import"]).optional().catch(undefined),
});
/** See `learnersSearch`. */
export type LearnersSearch = z.output<typeof learnersSearch>;

/** One learner; `groups` are ids with commas between. */
export const learnerSearch = z.object({
  groups: text,
  order: z.enum(["newest", "oldest"]).optional().catch(undefined),
  strategy: text,
});
/** See `learnerSearch`. */
export type LearnerSearch = z.output<typeof learnerSearch>;

/** The inbox of tasks; `task` is the one that is open. */
export const tasksSearch = z.object({
  view: z.enum(["mine", "overdue", "done"]).optional().catch(undefined),
  group: text,
  // Ids are digits; an address bar's parser makes numbers of them.
  task: z
    .union([z.string().regex(/^\d{1,16}$/), z.int().min(0).transform(String)])
    .optional()
    .catch(undefined),
});
/** See `tasksSearch`. */
export type TasksSearch = z.output<typeof tasksSearch>;

/** The quarantine; without a state, what is open. */
export const quarantineSearch = z.object({
  state: z.enum(["retried", "discarded"]).optional().catch(undefined),
  kind: z.enum(["rejected", "quarantined"]).optional().catch(undefined),
  code: text,
  source: text,
});
/** See `quarantineSearch`. */
export type QuarantineSearch = z.output<typeof quarantineSearch>;
