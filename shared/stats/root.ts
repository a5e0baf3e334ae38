// Where a falling function crosses zero, by halving: slow against cleverer methods, but it cannot fail, and its answer is the
// same on every machine.

const HALVINGS = 60;

/** A crossing of the falling function `f` in (low, high), to the last digits of the bracket; an end where f keeps one sign. */
export function fallingRoot(f: (x: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) break;
    if (f(middle) > 0) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}
