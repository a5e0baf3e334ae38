import { expect, test } from "vitest";
import { hostNames, isHostAllowed } from "./hosts.ts";

test.each([
  ["https://crm.example/hook", ["crm.example"], true],
  ["https://crm.example:8443/hook", ["CRM.example"], true],
  ["https://CRM.example", ["crm.example:443"], true],
  ["http://crm.example?x=1", ["crm.example:80"], true],
  ["http://[::1]:9/x", ["[::1]:9"], true],
  ["https://crm.example:8443/hook", ["crm.example:443"], false],
  ["https://crm.example.evil.example/", ["crm.example"], false],
  ["https://crm.example@evil.example/", ["crm.example"], false],
  ["https://crm.example/", [], false],
])("%s under %j: %s", (url, allowed, isAllowed) => {
  expect(isHostAllowed(url, allowed)).toBe(isAllowed);
});

test("a URL that two parsers could read differently has no name", () => {
  for (const url of [
    "https://a:b@c.example/",
    "ftp://c.example/",
    "https://c.example\\@d.example/",
    "//c.example/",
    "",
  ])
    expect(hostNames(url)).toEqual([]);
});
