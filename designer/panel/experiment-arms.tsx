// The arms of a message's experiment: its variants with their weights, the first being the control.
import { Button, InputNumber, Tag } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { useDesk } from "./studio-desk.tsx";
import { evened, shareRest, weightsOf, withWeights } from "./variants.ts";
import { experimentWords as words } from "./words-experiment.ts";
import { variantWords } from "./words-studio.ts";

/** The arms. */
export function ExperimentArms() {
  const say = useSay();
  const { message, isReadOnly, write } = useDesk();
  const { variants } = message;
  const weights = weightsOf(variants);
  return (
    <>
      <ul className="wb-exp-arms">
        {variants.map(({ id, name }, index) => (
          <li key={id}>
            <span>
              {say(variantWords.variant(id))}
              {typeof name === "string" && ` · ${name}`}
            </span>
            <InputNumber<number>
              aria-label={say(variantWords.weight(id))}
              min={0}
              max={100}
              controls={false}
              suffix="%"
              value={(weights[index] ?? 0) / 100}
              disabled={isReadOnly}
              onChange={(percent) =>
                percent !== null &&
                write(["variants"], withWeights(variants, shareRest(weights, index, percent * 100)), `weight ${id}`)
              }
            />
            {index === 0 && <Tag>{say(words.control)}</Tag>}
          </li>
        ))}
      </ul>
      <Button size="small" disabled={isReadOnly} onClick={() => write(["variants"], evened(variants))}>
        {say(variantWords.even)}
      </Button>
    </>
  );
}
