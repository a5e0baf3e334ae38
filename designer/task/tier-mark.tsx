// A tier as a mark: its name, weighted by its rank, with a shape beside the colour.
import type { Text } from "#designer/text/say.tsx";
import { useSay } from "#designer/text/say.tsx";
import "./people.css";

/** The mark; `rank` 1 is the mildest. */
export function TierMark({ name, rank }: { name: Text; rank: number | null }) {
  const say = useSay();
  const level = rank === null ? 1 : Math.min(Math.max(rank, 1), 3);
  return (
    <span className={`wb-tier wb-tier-${level}`}>
      <span className="wb-tier-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} className={bar <= level ? "wb-on" : ""} />
        ))}
      </span>
      {say(name)}
    </span>
  );
}
