// Routes of strategies: drafts under a revision, checks, publishing, and what follows it.
import { z } from "zod";
import { isoSchema, loggedSchema, strategyParams } from "./common.ts";
import { contract } from "./contract.ts";
import { problemIssueSchema } from "./problem.ts";

const area = "strategies";
const design = { area, access: "design", params: strategyParams } as const;
const publish = { area, access: "publish", params: strategyParams } as const;
const read = { area, access: "read", params: strategyParams } as const;

const words = z.object({ "zh-CN": z.string(), en: z.string() });
const path = z.array(z.union([z.string(), z.number()]));

/** Any JSON object; what makes it a strategy is checked by `parseStrategy`. */
const documentSchema = z
  .record(z.string(), z.unknown())
  .meta({ description: "A strategy document; see /api/schema/strategy.json" });

/** A strategy in a list. */
const summarySchema = z.object({
  id: z.string(),
  name: z.record(z.string(), z.unknown()),
  state: z.enum(["draft", "live", "observe", "paused", "archived"]),
  revision: z.int(),
  version: z.int().nullable(),
  updatedAt: isoSchema,
  updatedBy: z.string(),
  /** The name of the person or key; the actor itself where it is gone. */
  updatedByName: z.string(),
});

const strategySchema = summarySchema.extend({ document: documentSchema });
const savedSchema = z.object({ id: z.string(), revision: z.int(), issues: z.array(problemIssueSchema) });

const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  nodeId: z.string().nullable(),
  port: z.string().optional(),
  path,
  params: z.record(z.string(), z.unknown()),
  message: words,
  fix: z.unknown().optional(),
});

const compiledSchema = z.object({
  hash: z.string().nullable(),
  issues: z.array(problemIssueSchema),
  diagnostics: z.array(diagnosticSchema),
});

/** All strategies. */
export const listStrategies = contract({
  method: "get",
  path: "/api/strategies",
  area,
  summary: "All strategies.",
  access: "read",
  answer: z.object({ items: z.array(summarySchema) }),
});

/** A new draft. */
export const createStrategy = contract({
  method: "post",
  path: "/api/strategies",
  area,
  summary: "Keep a new draft. It may be unfinished; what is missing is answered as issues.",
  access: "design",
  body: documentSchema,
  answer: savedSchema,
  status: 201,
});

/** A file. */
export const importStrategy = contract({
  method: "post",
  path: "/api/strategies/import",
  area,
  summary: "Create a strategy, or replace its draft, from an exported file. It must be a valid document.",
  access: "design",
  body: documentSchema,
  answer: savedSchema,
});

/** One strategy. */
export const readStrategy = contract({
  ...read,
  method: "get",
  path: "/api/strategies/{id}",
  summary: "A strategy with its draft; the ETag is its revision.",
  answer: strategySchema,
});

/** A changed draft. */
export const replaceStrategy = contract({
  ...design,
  access: "messages",
  method: "put",
  path: "/api/strategies/{id}",
  summary:
    "Replace the draft; If-Match names the revision it was made from. Who may not draw (a marketer) changes messages and experiments only.",
  body: documentSchema,
  answer: savedSchema,
});

/** Never was. */
export const deleteStrategy = contract({
  ...design,
  method: "delete",
  path: "/api/strategies/{id}",
  summary: "Delete a draft that was never published. What was published is archived instead.",
  status: 204,
});

/** A file of the draft. */
export const exportStrategy = contract({
  ...read,
  method: "get",
  path: "/api/strategies/{id}/export",
  summary:
    "The draft as canonical JSON text; export, import, export is byte-identical. ?version=n for a published one.",
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  media: "application/json",
});

/** A document on its own. */
export const validateDocument = contract({
  method: "post",
  path: "/api/strategies/validate",
  area,
  summary: "What keeps a document from being a strategy.",
  access: "read",
  body: documentSchema,
  answer: z.object({ isValid: z.boolean(), issues: z.array(problemIssueSchema) }),
});

/** A document, compiled. */
export const compileDocument = contract({
  method: "post",
  path: "/api/strategies/compile",
  area,
  summary: "Compile a document under the school's settings: its hash and diagnostics.",
  access: "read",
  body: documentSchema,
  answer: compiledSchema,
});

/** The draft, compiled. */
export const compileStrategy = contract({
  ...read,
  method: "post",
  path: "/api/strategies/{id}/compile",
  summary: "Compile the draft under the school's settings.",
  answer: compiledSchema,
});

/** What changed. */
export const diffStrategy = contract({
  ...read,
  method: "get",
  path: "/api/strategies/{id}/diff",
  summary: "What changed between two versions; `from` defaults to the one in force, `to` to the draft.",
  query: z.object({ from: z.coerce.number().int().min(1).optional(), to: z.coerce.number().int().min(1).optional() }),
  answer: z.object({
    from: z.int().nullable(),
    to: z.int().nullable(),
    changes: z.array(z.record(z.string(), z.unknown())),
  }),
});

/** How running episodes go on: on their version, or moved, node to node (null ends the path). */
export const runningSchema = z.union([
  z.literal("finish"),
  z.strictObject({ move: z.record(z.string().max(64), z.string().max(64).nullable()) }),
]);

const versionSchema = z.object({
  number: z.int(),
  hash: z.string(),
  state: z.string(),
  publishedAt: isoSchema,
  publishedBy: z.string(),
  /** The person's name; the actor itself where nobody has it. */
  publishedByName: z.string(),
  seq: z.int(),
});

/** Into force. */
export const publishStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/publish",
  summary:
    "Publish the draft as a new version. With ?preview nothing is done and the head counts are answered; with ?job it runs as a job.",
  query: z.object({ preview: z.literal(["true", "1", ""]).optional(), job: z.literal(["true", "1", ""]).optional() }),
  body: z
    .strictObject({
      state: z.enum(["live", "observe"]).default("live"),
      running: runningSchema.default("finish"),
      enrolPerHour: z.int().min(1).max(1_000_000).nullable().default(null),
      revision: z.int().optional(),
    })
    .optional(),
  answer: z.object({
    version: z.int().nullable(),
    hash: z.string(),
    seq: z.int().nullable(),
    job: z.string().optional(),
    diagnostics: z.array(diagnosticSchema),
    preview: z.object({ waiting: z.record(z.string(), z.int()), running: z.int(), matching: z.int() }).optional(),
    removed: z.array(z.string()).optional(),
  }),
});

/** From observation to sending. */
export const goLiveStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/go-live",
  summary: "Let an observing strategy send.",
  answer: loggedSchema,
});

/** A stop. */
export const pauseStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/pause",
  summary: "Pause: folds events, opens nothing, holds due work.",
  answer: loggedSchema,
});

/** Going on. */
export const resumeStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/resume",
  summary: "Resume, and say what becomes of work that fell due meanwhile.",
  body: z.strictObject({
    mode: z.union([z.enum(["skip", "void"]), z.strictObject({ continuePerHour: z.int().min(1).max(1_000_000) })]),
  }),
  answer: loggedSchema,
});

/** An older version again. */
export const rollbackStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/rollback",
  summary: "Publish an older version's document again, as a new version.",
  body: z.strictObject({
    version: z.int().min(1),
    state: z.enum(["live", "observe"]).default("live"),
    running: runningSchema.default("finish"),
  }),
  answer: z.object({ version: z.int(), hash: z.string(), seq: z.int() }),
});

/** The end. */
export const archiveStrategy = contract({
  ...publish,
  method: "post",
  path: "/api/strategies/{id}/archive",
  summary: "Archive: open episodes end as void.",
  answer: loggedSchema,
});

/** What was published. */
export const listVersions = contract({
  ...read,
  method: "get",
  path: "/api/strategies/{id}/versions",
  summary: "Published versions, newest first.",
  answer: z.object({ items: z.array(versionSchema) }),
});

/** One of them. */
export const readVersion = contract({
  ...read,
  method: "get",
  path: "/api/strategies/{id}/versions/{number}",
  summary: "A published version with its document.",
  params: strategyParams.extend({ number: z.coerce.number().int().min(1) }),
  answer: versionSchema.extend({ document: documentSchema }),
});
