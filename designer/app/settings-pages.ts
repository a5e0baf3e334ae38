// The pages of the settings: their addresses, in which group they stand, and what a role needs to open each.
import type { Text } from "#designer/text/say.tsx";
import type { Scope } from "#shared/api/contract.ts";
import { navWords as words } from "./words-settings.ts";

/** A page of the settings. */
export interface SettingsPage {
  readonly path: string;
  readonly label: Text;
  readonly scope: Scope;
}

/** Pages that stand together. */
export interface SettingsGroup {
  readonly label: Text;
  readonly pages: readonly SettingsPage[];
}

/** All of them, as the navigation shows them. */
export const settingsGroups: readonly SettingsGroup[] = [
  {
    label: words.groupSchool,
    pages: [
      { path: "/settings/school", label: words.school, scope: "read" },
      { path: "/settings/sending", label: words.sending, scope: "read" },
      { path: "/settings/channels", label: words.channels, scope: "read" },
      { path: "/settings/publishing", label: words.publishing, scope: "read" },
    ],
  },
  {
    label: words.groupPeople,
    pages: [
      { path: "/settings/members", label: words.members, scope: "admin" },
      { path: "/settings/roles", label: words.roles, scope: "read" },
      { path: "/settings/keys", label: words.keys, scope: "admin" },
    ],
  },
  {
    label: words.groupSystem,
    pages: [
      { path: "/settings/audit", label: words.audit, scope: "admin" },
      { path: "/settings/data", label: words.data, scope: "admin" },
      { path: "/settings/system", label: words.system, scope: "read" },
      { path: "/settings/sample", label: words.sample, scope: "read" },
    ],
  },
];

/** The page of an address; undefined where there is none. */
export function settingsPageAt(path: string): SettingsPage | undefined {
  return settingsGroups.flatMap(({ pages }) => pages).find((page) => page.path === path);
}
