// One message: who sends it, its texts by variant and language with their previews, and its experiment.
import { PlusOutlined } from "@ant-design/icons";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Tabs } from "antd";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import { WHOLE_BP } from "#designer/form/shares.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import type { Locale } from "#shared/signal/words.ts";
import { ExperimentTab } from "./experiment-tab.tsx";
import { LearnerChoice } from "./learner-choice.tsx";
import { useDesk } from "./studio-desk.tsx";
import { ProblemList } from "./studio-problems.tsx";
import type { StudioSearch } from "./studio-search.ts";
import { usePreviews } from "./use-previews.ts";
import { VariantColumn } from "./variant-column.tsx";
import { evened, nextVariantId, sendersOf, weightsOf } from "./variants.ts";
import { listWords, studioWords, variantWords as words } from "./words-studio.ts";

const MOST_VARIANTS = 10;

/** The message of the desk. */
export function StudioMessage() {
  const say = useSay();
  const { id, message, show } = useDesk();
  const { tab = "texts" } = useSearch({ strict: false }) as StudioSearch;
  const channel = channels.find((one) => one.id === message.channel);
  const items = [
    { key: "texts", label: say(studioWords.texts), children: <Texts /> },
    { key: "experiment", label: say(studioWords.experiment), children: <ExperimentTab /> },
  ];
  return (
    <>
      <div className="wb-studio-title">
        <h2>
          {channel === undefined ? message.channel : say(channel.describe().label)} <code>{id}</code>
        </h2>
        <Senders />
      </div>
      <Tabs
        activeKey={tab}
        items={items}
        destroyOnHidden
        onChange={(key) => show({ tab: key === "experiment" ? "experiment" : undefined })}
      />
    </>
  );
}

function Senders() {
  const say = useSay();
  const locale = useLocale();
  const { id, strategy, draft } = useDesk();
  const senders = sendersOf(draft, id);
  return (
    <p className="wb-studio-senders">
      {senders.length === 0 ? say(listWords.unused) : say(listWords.usedBy)}
      {senders.map((node) => {
        const name = nameIn(draft, node, locale);
        return (
          <Link
            key={node}
            to="/strategies/$id"
            params={{ id: strategy }}
            search={{ node }}
            aria-label={say(listWords.jump(name))}
          >
            {name === node ? name : `${name} · ${node}`}
          </Link>
        );
      })}
    </p>
  );
}

function Texts() {
  const say = useSay();
  const { message, tag, show } = useDesk();
  const previews = usePreviews();
  const options = [
    { value: "zh-CN", label: say(words.zh) },
    { value: "en", label: say(words.en) },
  ];
  return (
    <>
      <div className="wb-studio-bar">
        <Segmented
          aria-label={say(words.locales)}
          value={tag}
          options={options}
          onChange={(locale) => show({ locale: locale as Locale })}
        />
        <LearnerChoice />
        <Weights />
      </div>
      <MessageProblems />
      <div className="wb-studio-variants">
        {message.variants.map((variant, index) => (
          <VariantColumn
            key={variant.id}
            index={index}
            variant={variant}
            preview={previews.of(variant.id, tag)}
            isStale={previews.isStale}
          />
        ))}
      </div>
    </>
  );
}

/** Adding a variant, and what to do where the weights are not the whole. */
function Weights() {
  const say = useSay();
  const { id, message, isReadOnly, dispatch, write } = useDesk();
  const { variants } = message;
  const sum = weightsOf(variants).reduce((total, weight) => total + weight, 0);
  const add = () =>
    dispatch({ do: "addVariant", message: id, variant: { id: nextVariantId(variants), weight: 0, content: {} } });
  return (
    <div className="wb-studio-weights">
      {variants.length > 1 && sum !== WHOLE_BP && (
        <span role="status" className="wb-studio-bad">
          {say(words.sum(sum / 100))}
        </span>
      )}
      {variants.length > 1 && (
        <Button size="small" disabled={isReadOnly} onClick={() => write(["variants"], evened(variants))}>
          {say(words.even)}
        </Button>
      )}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        disabled={isReadOnly || variants.length >= MOST_VARIANTS}
        onClick={add}
      >
        {say(words.add)}
      </Button>
    </div>
  );
}

/** What is wrong with the message as a whole, or with its channel at the nodes that send it. */
function MessageProblems() {
  const { id, message } = useDesk();
  const problems = useCanvas(({ judgement }) => judgement.problems);
  const own = problems.filter(({ path, code, nodeId }) => {
    if (path[0] === "messages" && path[1] === id) return path[2] !== "variants" || path[4] !== "content";
    const isOfChannel = code.startsWith(`${message.channel}.`);
    return isOfChannel && nodeId !== null && path[0] === "nodes";
  });
  const missing = problems.filter(({ code, path }) => code === "message.noContent" && path[1] === id);
  return <ProblemList problems={[...new Set([...own, ...missing])]} />;
}
