// Which problems belong to which field: those whose path leads into it; the rest is the whole form's.
import type { Path } from "#designer/document/path.ts";
import type { Problem } from "#designer/document/problems.ts";

/** Whether a problem's path leads to a place or into it. */
export function isInside(problem: Problem, place: Path): boolean {
  return place.length > 0 && place.every((key, index) => problem.path[index] === key);
}

/** The problems at a place: those of a field at `path`, joined by points, below `base`. */
export function problemsAt(problems: readonly Problem[], base: Path, path: string): Problem[] {
  return problems.filter((problem) => isInside(problem, [...base, ...path.split(".")]));
}

/** The problems that none of the fields shows. */
export function problemsBeside(problems: readonly Problem[], base: Path, paths: readonly string[]): Problem[] {
  const places = paths.map((path) => [...base, ...path.split(".")]);
  return problems.filter((problem) => !places.some((place) => isInside(problem, place)));
}
