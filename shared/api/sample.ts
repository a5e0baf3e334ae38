// Routes of the sample school (ruling 36): real learners of the past on a clock of their own, in a folder of their own.
import { z } from "zod";
import { isoSchema } from "./common.ts";
import { contract } from "./contract.ts";

const area = "sample";
const sampleSchema = z.object({
  state: z.enum(["none", "filling", "ready", "failed"]),
  /** 0..10000 while it is being filled. */
  progressBp: z.int(),
  /** Whether this browser looks at the sample school. */
  isOpen: z.boolean(),
  /** The sample school's clock; null until it is ready. */
  now: isoSchema.nullable(),
});

/** Where it stands. */
export const getSample = contract({
  method: "get",
  path: "/api/sample",
  area,
  summary: "Whether there is a sample school, how far it is filled, and whether this browser is in it.",
  access: "person",
  answer: sampleSchema,
});

/** Fill it. */
export const postSample = contract({
  method: "post",
  path: "/api/sample",
  area,
  summary:
    "Make the sample school in its own folder, or do nothing where it is there; filling goes on after the answer.",
  access: "admin",
  answer: sampleSchema,
  status: 202,
});

/** Go in or out. */
export const putSample = contract({
  method: "put",
  path: "/api/sample",
  area,
  summary: "Let this browser look at the sample school, or at the real one again.",
  access: "person",
  body: z.strictObject({ isOpen: z.boolean() }),
  answer: sampleSchema,
});

/** A day on. */
export const postNextDay = contract({
  method: "post",
  path: "/api/sample/next-day",
  area,
  summary:
    "Let one more day pass in the sample school: what its learners did that day comes in, and what falls due happens.",
  access: "operate",
  answer: sampleSchema,
});
