// The list of transports, by hand: a new one is one file and one line here.
import { createEgress, type EgressConfig } from "./egress.ts";
import type { Transport } from "./kind.ts";
import { createWebhook } from "./webhook.ts";

/** What the transports need of the configuration; a part that is null is not connected. */
export interface TransportConfig {
  readonly webhook: { readonly secrets: readonly string[]; readonly egress: EgressConfig } | null;
}

/** The connected transports by channel. A channel without one is served by the sandbox (ruling 15). Throws on a secret that cannot sign. */
export function createTransports(config: TransportConfig): Map<string, Transport> {
  const transports = new Map<string, Transport>();
  if (config.webhook !== null)
    transports.set("webhook", createWebhook(createEgress(config.webhook.egress), config.webhook.secrets));
  return transports;
}
