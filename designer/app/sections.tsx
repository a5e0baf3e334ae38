// The sections of the shell: one line each, with who may open it. Rail and palette read this list.
import {
  AppstoreOutlined,
  BarChartOutlined,
  ForkOutlined,
  ScheduleOutlined,
  SettingOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "#designer/api/session.tsx";
import type { Text } from "#designer/text/say.tsx";
import type { Scope } from "#shared/api/contract.ts";
import { sectionWords as words } from "./words.ts";

/** A section. `scope` is what a role needs to open it; null for everyone. */
export interface Section {
  readonly path: string;
  readonly label: Text;
  readonly icon: ReactNode;
  readonly scope: Scope | null;
  /** What the pages below it need, where that is less. */
  readonly below?: Scope;
}

const sections: readonly Section[] = [
  { path: "/", label: words.overview, icon: <AppstoreOutlined />, scope: "read" },
  { path: "/strategies", label: words.strategies, icon: <ForkOutlined rotate={90} />, scope: "read" },
  { path: "/learners", label: words.learners, icon: <TeamOutlined />, scope: "read", below: "cards" },
  { path: "/tasks", label: words.tasks, icon: <ScheduleOutlined />, scope: "tasks" },
  { path: "/reports", label: words.reports, icon: <BarChartOutlined />, scope: "read" },
  { path: "/settings", label: words.settings, icon: <SettingOutlined />, scope: "read" },
];

/** The sections that have a page and that the person's role may open. */
export function useOpenSections(): readonly Section[] {
  const { routesByPath } = useRouter();
  const { scopes } = useSession();
  const may = ({ scope }: Section) => scope === null || holds(scopes, scope);
  return sections.filter((section) => section.path in routesByPath && may(section));
}

/** Whether the person's role may open the section that the address lies in; where it lies in none, yes. */
export function useIsOpen(path: string): boolean {
  const { scopes } = useSession();
  const section = sections.find((one) => isIn(one, path));
  const needed = section?.path === path ? section.scope : (section?.below ?? section?.scope ?? null);
  return path === "/" || needed === null || holds(scopes, needed);
}

function holds(scopes: readonly string[], scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes("admin");
}

/** Whether `path` lies in a section. */
export function isIn(section: Section, path: string): boolean {
  return section.path === "/" ? path === "/" : path === section.path || path.startsWith(`${section.path}/`);
}
