// Which hosts a webhook may call: takes a URL and a school's list, and reads both in one way for the compiler and for dispatch.

/**
 * The names a URL's host goes by in a list of hosts, lower case: the host, and host:port with the scheme's port where the URL names
 * none. Nothing for a URL with user info, or anything else that two parsers could read differently.
 */
export function hostNames(url: string): string[] {
  const found = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:[/?#]|$)/i.exec(url);
  const host = found?.[2]?.toLowerCase();
  if (host === undefined) return [];
  return [host, `${host}:${found?.[3] ?? (found?.[1]?.toLowerCase() === "https" ? "443" : "80")}`];
}

/** Whether a list of hosts (`host`: any port; `host:port`: that one) names the URL's. Letter case does not matter. */
export function isHostAllowed(url: string, allowed: readonly string[]): boolean {
  const names = hostNames(url);
  return allowed.some((host) => names.includes(host.toLowerCase()));
}
