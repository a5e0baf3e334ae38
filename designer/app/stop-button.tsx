// Stops all sends of the school at once, for those who may.
import { StopOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { useStop, useStopActs } from "./stop.ts";
import { stopWords as words } from "./words.ts";

/** The button; while sends are stopped the banner stands in its place. */
export function StopButton() {
  const say = useSay();
  const may = useCan("operate");
  const state = useStop();
  const acts = useStopActs();
  if (!may || state === undefined || state.reason !== null) return null;
  return (
    <Tooltip title={say(words.stop)}>
      <Button type="text" danger icon={<StopOutlined />} aria-label={say(words.stop)} onClick={acts.stop}>
        <span className="wb-stop-label">{say(words.stopShort)}</span>
      </Button>
    </Tooltip>
  );
}
