// What a list of sessions tells of where each is: the browser and system in a word, the address in part.

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, "WeChat"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** `Firefox · Windows`; the client's own first word where it is no browser; empty where it said nothing. */
export function deviceOf(userAgent: string): string {
  const named = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const known = [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined);
  return known.length > 0 ? known.join(" · ") : (userAgent.split(/[\s/]/)[0] ?? "").slice(0, 40);
}

/** `203.0.113.*`, `2001:db8:1:*`: the network, not the machine. Loopback is shown as it is. */
export function maskAddress(address: string): string {
  if (address === "::1" || address.startsWith("127.") || address === "") return address;
  if (address.includes(".")) return address.replace(/\.\d+$/, ".*");
  return `${address.split(":").slice(0, 3).join(":")}:*`;
}
