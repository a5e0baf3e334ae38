// A slope that single points do not move: the median of the slopes of all pairs (Theil 1950, Sen 1968).

/** A point of a series. */
export interface Point {
  x: number;
  y: number;
}

/** The slope; 0 of fewer than two points. */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((one, n) => points.slice(n + 1).map((other) => (other.y - one.y) / (other.x - one.x)));
  return slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? 0;
}
