// Which addresses a user-set URL may reach: unicast addresses of the public internet, nothing that a server can reach and a stranger
// cannot. From the IANA special-purpose address registries.
import { BlockList, isIPv6 } from "node:net";

const notPublic4 = blockList("ipv4", [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link local: cloud metadata lives here
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
]);

// All of IPv6 but 2000::/3 is shut: loopback, mapped IPv4, NAT64 (64:ff9b::/96), unique local, link local, multicast, unassigned.
const global6 = blockList("ipv6", [["2000::", 3]]);
const notPublic6 = blockList("ipv6", [
  ["2001::", 23], // protocol assignments, Teredo among them
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: holds an IPv4 address that was not checked
  ["3fff::", 20], // documentation
]);

/** Whether an IP address, as `node:net` writes it, is a public unicast one. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return global6.check(address, "ipv6") && !notPublic6.check(address, "ipv6");
  return !notPublic4.check(address, "ipv4");
}

function blockList(family: "ipv4" | "ipv6", subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, family);
  return list;
}
