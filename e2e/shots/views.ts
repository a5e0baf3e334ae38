// What is pictured: every page, the canvas with each of its panels, and the pages that live on numbers, in a school of real learners.
import { doors, inside } from "#e2e/designer/pages.ts";

/** In which school a view is looked at, and as whom. `door` is before signing in, `fresh` before the school is set up. */
export type Place = "door" | "fresh" | "care" | "sample";

/** A view. */
export interface View {
  /** The picture's name. */
  readonly name: string;
  readonly place: Place;
  /** Empty for the invitation, whose address is made with the school. */
  readonly address: string;
}

const canvas = inside["/strategies/$id"];
const panels = ["settings", "notes", "json", "problems", "experiments", "try", "live", "versions", "publish"];
const sameElsewhere = new Set<string>(["$", "/settings", "/strategies/$id"]);

function nameOf(address: string): string {
  return address === "/" ? "overview" : address.slice(1).replaceAll("/", "-");
}

/** The views, in the order of a walk through the product. */
export const views: readonly View[] = [
  { name: "setup", place: "fresh", address: doors["/setup"] },
  { name: "login", place: "door", address: doors["/login"] },
  { name: "invitation", place: "door", address: doors["/invitations/$token"] },
  ...Object.entries(inside).flatMap(([route, address]): View[] =>
    sameElsewhere.has(route) ? [] : [{ name: nameOf(address), place: "care", address }],
  ),
  { name: "no-such-page", place: "care", address: inside.$ },
  { name: "strategies-gallery", place: "care", address: `${inside["/strategies"]}?open=gallery` },
  { name: "canvas", place: "care", address: canvas },
  { name: "canvas-node", place: "care", address: `${canvas}?node=watch` },
  ...panels.map((panel): View => ({ name: `canvas-${panel}`, place: "care", address: `${canvas}?panel=${panel}` })),
  { name: "sample-overview", place: "sample", address: "/" },
  { name: "sample-strategies", place: "sample", address: "/strategies" },
  { name: "sample-learners", place: "sample", address: "/learners" },
  { name: "sample-live", place: "sample", address: `${canvas}?panel=live` },
  { name: "sample-report", place: "sample", address: inside["/strategies/$id/report"] },
];
