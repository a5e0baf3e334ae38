// The trial of a channel's connection: whether what would be sent is taken by the other side, without a learner.
import { z } from "zod";
import { contract } from "./contract.ts";

/** A trial. */
export const testChannel = contract({
  method: "post",
  path: "/api/channels/{id}/test",
  area: "channels",
  summary:
    "Try a channel's connection: a webhook gets one signed test message at `url`; the others answer for themselves.",
  access: "admin",
  params: z.object({ id: z.enum(["inapp", "push", "sms", "wechat", "email", "webhook", "task"]) }),
  body: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .optional(),
    })
    .optional(),
  answer: z.object({
    isWorking: z.boolean(),
    transport: z.enum(["engine", "webhook", "sandbox"]),
    code: z.string(),
    message: z.string(),
    durationMs: z.number(),
  }),
});
