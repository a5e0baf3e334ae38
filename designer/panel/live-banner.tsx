// Over the drawing: a note that what is in force is not what is drawn.
import { Button } from "antd";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { useSay } from "#designer/text/say.tsx";
import { useStanding, useVersions } from "./publish-queries.ts";
import { liveWords as words } from "./words-live.ts";
import "./live.css";

/** The note; nothing where the strategy is not in force, or is as drawn. */
export function LiveBanner({ strategy }: { strategy: string }) {
  const say = useSay();
  const { openPanel } = useBench();
  const hash = useCanvas(({ judgement }) => judgement.hash);
  const standing = useStanding(strategy).data;
  const versions = useVersions(strategy).data?.items ?? [];
  const number = standing?.version ?? null;
  const inForce = versions.find((version) => version.number === number);
  if (number === null || hash === null || inForce === undefined || inForce.hash === hash) return null;
  return (
    <div className="wb-live-banner" role="status">
      {say(words.differs(number))}
      <Button type="link" size="small" onClick={() => openPanel("versions")}>
        {say(words.compare)}
      </Button>
    </div>
  );
}
