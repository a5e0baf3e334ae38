// Configuration: the one place that reads the environment. Every problem is printed at once.
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");

const schema = z.object({
  /** Data folder. */
  WINBACK_DATA: z.string().min(1).default("data"),
  WINBACK_PORT: port.default(8787),
  WINBACK_HOST: z.string().min(1).default("127.0.0.1"),
  /** Address under which learners reach this runtime, for links in messages. */
  WINBACK_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Says that a proxy in front ends TLS: needed to listen on anything but loopback. */
  WINBACK_BEHIND_PROXY: flag.default(false),
  /** host:port list that webhooks may reach although it is not public, comma separated. */
  WINBACK_ALLOW_EGRESS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((host) => host.trim())
        .filter((host) => host !== ""),
    ),
  WINBACK_LOG: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  /** API key for command-line tools that call a running server. */
  WINBACK_KEY: z.string().optional(),
});

/** The configuration from the environment. */
export type Config = z.infer<typeof schema>;

/** Reads the environment; gives the problems, one line each, where there are any. */
export function readConfig(
  environment: Record<string, string | undefined>,
): { config: Config } | { problems: string[] } {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return { config: parsed.data };
  return { problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) };
}

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
