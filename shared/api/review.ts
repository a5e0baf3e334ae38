// Routes by which two people work on one strategy: who else is in the draft, and the approval of a publish by a second person.
import { z } from "zod";
import { isoSchema, strategyParams } from "./common.ts";
import { contract } from "./contract.ts";

const area = "strategies";

const approvalSchema = z.object({
  needsApproval: z.boolean(),
  /** Of the draft as it is; null where it is no valid document. */
  hash: z.string().nullable(),
  state: z.enum(["none", "requested", "approved", "rejected"]),
  requestedBy: z.string().nullable(),
  requestedAt: isoSchema.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: isoSchema.nullable(),
  note: z.string(),
});

/** Where approval stands. */
export const getApproval = contract({
  method: "get",
  path: "/api/strategies/{id}/approval",
  area,
  summary: "Where the approval of the draft stands. It is of one hash: any change of the draft begins anew.",
  access: "read",
  params: strategyParams,
  answer: approvalSchema,
});

/** Ask, say yes, say no. */
export const postApproval = contract({
  method: "post",
  path: "/api/strategies/{id}/approval",
  area,
  summary:
    "Ask for approval, approve or reject. Who approves is a person, neither the one who asked nor the one who last saved the draft; `hash` names what they saw.",
  access: "publish",
  params: strategyParams,
  body: z.strictObject({
    act: z.enum(["request", "approve", "reject"]),
    hash: z.string().min(1).max(200),
    note: z.string().trim().max(1000).default(""),
  }),
  answer: approvalSchema,
});

const presenceSchema = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), node: z.string().nullable(), seenAt: isoSchema })),
});

/** I am here. */
export const postPresence = contract({
  method: "post",
  path: "/api/strategies/{id}/presence",
  area,
  summary: "Say every 10 s that one is in the draft, and at which node; answers with the others of the last 30 s.",
  access: "read",
  params: strategyParams,
  body: z.strictObject({ node: z.string().max(64).nullable().default(null), isLeaving: z.boolean().default(false) }),
  answer: presenceSchema,
});

/** Who is here. */
export const getPresence = contract({
  method: "get",
  path: "/api/strategies/{id}/presence",
  area,
  summary: "Other people in the draft in the last 30 s.",
  access: "read",
  params: strategyParams,
  answer: presenceSchema,
});
