// The body of every answer that is no success: problem details (RFC 9457) with a code and the issues behind it.
import { z } from "zod";

/** One thing that is wrong: its code, the path to it, and a sentence in the caller's language. */
export const problemIssueSchema = z.object({
  code: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  severity: z.enum(["error", "warning", "info"]).optional(),
});
/** See `problemIssueSchema`. */
export type ProblemIssue = z.infer<typeof problemIssueSchema>;

/** Problem details; `code` is what programs compare, `title` what people read. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  issues: z.array(problemIssueSchema),
  requestId: z.string().optional(),
});
/** See `problemSchema`. */
export type Problem = z.infer<typeof problemSchema>;
