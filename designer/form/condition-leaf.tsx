// A single part of a condition: an attribute compared, a signal that holds, or a cause.
import { Select } from "antd";
import { tagOf } from "#designer/text/locale.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { causeWords } from "#shared/signal/words.ts";
import { type Cause, type Condition, causes } from "#shared/state/condition.ts";
import { Comparison, type Op } from "./comparison.tsx";
import { freshPart } from "./condition-edit.ts";
import { useTree } from "./condition-tree.ts";
import { OpenSelect } from "./open-select.tsx";
import { words } from "./words-condition.ts";

const ops: readonly Op[] = ["eq", "ne", "lt", "le", "gt", "ge", "in", "has", "exists", "withinLast", "withinNext"];
const ATTRIBUTE = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
type Kind = "attr" | "signal" | "cause";

interface Given {
  readonly part: Condition;
  readonly write: (part: Condition) => void;
}

/** See the head of this file. */
export function ConditionLeaf({ part, write }: Given) {
  const say = useSay();
  const { isLearner, signals } = useTree();
  const kind: Kind = "signal" in part ? "signal" : "cause" in part ? "cause" : "attr";
  const begin: Record<Kind, Condition> = {
    attr: freshPart,
    signal: { signal: signals[0]?.value ?? "signal" },
    cause: { cause: "motivation" },
  };
  return (
    <div className="wb-stack">
      {!(isLearner && kind === "attr") && (
        <Select<Kind>
          aria-label={say(words.part)}
          className="wb-wide"
          value={kind}
          options={(["attr", "signal", "cause"] as const).map((one) => ({ value: one, label: say(words[one]) }))}
          onChange={(next) => write(begin[next])}
        />
      )}
      <LeafValue part={part} write={write} />
    </div>
  );
}

function LeafValue({ part, write }: Given) {
  const say = useSay();
  const tag = tagOf(useLocale());
  const { signals, attributes } = useTree();
  if ("signal" in part)
    return (
      <OpenSelect
        name={say(words.signal)}
        entries={signals}
        values={[part.signal]}
        write={([signal]) => signal !== undefined && write({ signal })}
      />
    );
  if ("cause" in part)
    return (
      <Select<Cause>
        aria-label={say(words.cause)}
        className="wb-wide"
        value={part.cause}
        options={causes.map((cause) => ({ value: cause, label: causeWords[cause][tag] }))}
        onChange={(cause) => write({ cause })}
      />
    );
  if (!("attr" in part)) return null;
  return (
    <>
      <OpenSelect
        name={say(words.attrName)}
        entries={attributes}
        values={[part.attr]}
        isFit={(text) => ATTRIBUTE.test(text)}
        write={([attr]) => attr !== undefined && write({ ...part, attr })}
      />
      <Comparison compared={part} ops={ops} write={(compared) => write({ attr: part.attr, ...compared })} />
    </>
  );
}
