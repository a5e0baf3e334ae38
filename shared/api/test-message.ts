// The test send of one message: rendered as a preview is, carried by the channel's own transport to the writer's address, counted nowhere.
import { z } from "zod";
import { rowSchema } from "./common.ts";
import { contract } from "./contract.ts";

/** A test send. `by`: `engine` means that the asker shows it themselves (in-app), `sandbox` that no provider is connected. */
export const testMessage = contract({
  method: "post",
  path: "/api/messages/test",
  area: "messages",
  summary:
    "Send one message to an address of one's own, with sample data or a learner's; it is audited and enters no ledger.",
  access: "messages",
  body: z.strictObject({
    channel: z.enum(["inapp", "push", "sms", "wechat", "email"]),
    content: z.record(z.string(), z.unknown()),
    locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
    learner: z.string().max(200).optional(),
    /** Where to: a phone number, an e-mail address, a device's token, an openid; nothing for in-app. */
    to: z.string().min(1).max(200).optional(),
  }),
  answer: z.object({
    state: z.enum(["accepted", "refused", "failed", "ambiguous"]),
    by: z.enum(["engine", "sandbox", "provider"]),
    /** Why it did not go out; empty where it did. */
    reason: z.string(),
    content: rowSchema,
  }),
});
