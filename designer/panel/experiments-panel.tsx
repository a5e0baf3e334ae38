// All experiments of a strategy in one place: its holdout, messages of several variants, and the splits of its flow.
import { Link } from "@tanstack/react-router";
import { Button, InputNumber, Tag } from "antd";
import type { ReactNode } from "react";
import { useBench } from "#designer/canvas/bench.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { nameIn } from "#designer/canvas/naming.ts";
import type { PanelProps } from "#designer/canvas/panels.tsx";
import { firstWords, kindLabel } from "#designer/document/describe.ts";
import type { DraftMessage, DraftNode } from "#designer/document/draft.ts";
import { getAt } from "#designer/document/path.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { freshSalt } from "./experiment-plan.ts";
import { useExperiment } from "./experiment-queries.ts";
import { shareRest } from "./variants.ts";
import { experimentWords, panelWords as words } from "./words-experiment.ts";
import "./experiments.css";

/** The panel. */
export function ExperimentsPanel({ strategy }: PanelProps) {
  const say = useSay();
  const draft = useCanvas(({ history }) => history.present);
  const messages = Object.entries(draft.messages ?? {}).filter(
    ([, { variants, experiment }]) => variants.length > 1 || experiment !== undefined,
  );
  const splits = draft.nodes.filter(({ type }) => type === "split");
  return (
    <div className="wb-exps">
      <Section title={say(words.holdout)}>
        <Holdout />
      </Section>
      <Section title={say(words.messages)}>
        {messages.length === 0 && <p className="wb-studio-note">{say(words.noMessages)}</p>}
        {messages.map(([id, message]) => (
          <MessageRow key={id} strategy={strategy} id={id} message={message} />
        ))}
      </Section>
      {splits.length > 0 && (
        <Section title={say(words.splits)}>
          {splits.map((node) => (
            <SplitRow key={node.id} node={node} />
          ))}
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Whether a salt has begun, in a word. */
function Begun({ salt }: { salt: unknown }) {
  const say = useSay();
  const { data } = useExperiment(typeof salt === "string" ? salt : null);
  if (typeof salt !== "string") return <Tag>{say(words.plain)}</Tag>;
  if (data === undefined) return null;
  return (
    <Tag color={data === null ? "default" : "processing"}>{say(data === null ? words.designed : words.running)}</Tag>
  );
}

function Holdout() {
  const say = useSay();
  const { store } = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const weight = getAt(draft, ["holdout", "weight"]);
  const salt = getAt(draft, ["holdout", "salt"]);
  const put = (value: unknown, path: readonly string[] = []) =>
    store.getState().dispatch({ do: "setStrategy", path: ["holdout", ...path], value }, "holdout");
  if (typeof weight !== "number")
    return (
      <>
        <p className="wb-studio-note">{say(words.holdoutHow)}</p>
        <Button
          size="small"
          disabled={isReadOnly}
          onClick={() => put({ salt: freshSalt(draft, "holdout"), weight: 1000 })}
        >
          {say(words.withHoldout)}
        </Button>
      </>
    );
  return (
    <>
      <div className="wb-exps-row">
        <InputNumber<number>
          aria-label={say(words.share)}
          min={0}
          max={100}
          controls={false}
          suffix="%"
          value={weight / 100}
          disabled={isReadOnly}
          onChange={(percent) => percent !== null && put(Math.round(percent * 100), ["weight"])}
        />
        <Begun salt={salt} />
      </div>
      <Button className="wb-exps-end" size="small" disabled={isReadOnly} onClick={() => put(undefined)}>
        {say(words.without)}
      </Button>
    </>
  );
}

function MessageRow({ strategy, id, message }: { strategy: string; id: string; message: DraftMessage }) {
  const say = useSay();
  const locale = useLocale();
  const first = firstWords(message, locale);
  return (
    <div className="wb-exps-row">
      <span className="wb-exps-name">
        <strong>{first ?? id}</strong>
        <small>
          {say(kindLabel({ id: "", type: "send" }, message))} · {id}
        </small>
      </span>
      <Begun salt={getAt(message, ["experiment", "salt"])} />
      <Link
        to="/strategies/$id/messages/$message"
        params={{ id: strategy, message: id }}
        search={{ tab: "experiment" }}
        aria-label={`${say(words.open)}: ${id}`}
      >
        {say(words.open)}
      </Link>
    </div>
  );
}

interface Arm {
  readonly port: string;
  readonly weight: number;
}

function SplitRow({ node }: { node: DraftNode }) {
  const say = useSay();
  const locale = useLocale();
  const { store } = useBench();
  const draft = useCanvas(({ history }) => history.present);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const { data } = useExperiment(typeof node.salt === "string" ? node.salt : null);
  const arms = Array.isArray(node.arms) ? (node.arms as readonly Arm[]) : [];
  const put = (field: string, value: unknown) =>
    store.getState().dispatch({ do: "setNode", id: node.id, path: [field], value }, `split ${node.id}`);
  const weigh = (index: number, percent: number) => {
    const weights = shareRest(
      arms.map(({ weight }) => Number(weight)),
      index,
      percent * 100,
    );
    put(
      "arms",
      arms.map((arm, at) => ({ ...arm, weight: weights[at] ?? 0 })),
    );
  };
  return (
    <div className="wb-exps-split">
      <div className="wb-exps-row">
        <strong>{nameIn(draft, node.id, locale)}</strong>
        <Begun salt={node.salt} />
        <Button type="link" size="small" onClick={() => store.getState().select([node.id])}>
          {say(words.show)}
        </Button>
      </div>
      {arms.map(({ port, weight }, index) => (
        <div key={port} className="wb-exps-row">
          <code>{port}</code>
          <InputNumber<number>
            aria-label={say(words.arm(port))}
            min={0}
            max={100}
            controls={false}
            suffix="%"
            value={Number(weight) / 100}
            disabled={isReadOnly}
            onChange={(percent) => percent !== null && weigh(index, percent)}
          />
        </div>
      ))}
      {data !== undefined && data !== null && (
        <Button
          size="small"
          disabled={isReadOnly}
          onClick={() => put("salt", freshSalt(draft, node.id, [String(node.salt)]))}
        >
          {say(experimentWords.renew)}
        </Button>
      )}
    </div>
  );
}
