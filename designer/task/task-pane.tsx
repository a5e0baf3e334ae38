// One task in hand: its clock, what to say, what came of it, notes, and beside it the learner whom it is about.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Select, Skeleton } from "antd";
import { useState } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan, useSession, useZone } from "#designer/api/session.tsx";
import { formatDateTime } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { colleaguesQuery, useActor } from "./actors.ts";
import { DueClock } from "./due-clock.tsx";
import { taskOutcome, textOf } from "./entry-parts.ts";
import { type TaskActs, useTaskActs } from "./task-acts.ts";
import { TaskLearner } from "./task-learner.tsx";
import { type TaskCard, taskQuery } from "./tasks.ts";
import { taskStates, taskWords as words } from "./words-task.ts";

/** The pane. */
export function TaskPane({ send }: { send: string }) {
  const say = useSay();
  const { data: card, error, refetch } = useQuery(taskQuery(useApi(), send));
  return (
    <article className="wb-task" aria-label={say(words.card)}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {card === undefined && error === null && <Skeleton active paragraph={{ rows: 10 }} />}
      {card !== undefined && <Card card={card} />}
    </article>
  );
}

function Card({ card }: { card: TaskCard }) {
  const say = useSay();
  const { task } = card;
  const [note, setNote] = useState("");
  const acts = useTaskActs(task.send, () => setNote(""));
  const mayAct = useCan("tasks");
  const isWorking = task.state === "open" || task.state === "claimed";
  const script = textOf(task.content?.script);
  return (
    <>
      <header className="wb-task-head">
        <div>
          <h2>{textOf(task.content?.title) ?? say(words.card)}</h2>
          <p className="wb-dim">
            <State card={card} />
          </p>
        </div>
        {isWorking && <DueClock task={task} />}
      </header>
      {isWorking && task.isLeft && (
        <Alert type="warning" showIcon title={say(task.isOverdue ? words.escalated : words.isLeft)} />
      )}
      <div className="wb-task-columns">
        <div>
          <section aria-label={say(words.script)}>
            <h3>{say(words.script)}</h3>
            <p className="wb-script">{script ?? say(words.noScript)}</p>
          </section>
          {mayAct && <Work card={card} acts={acts} note={note} onNote={setNote} isWorking={isWorking} />}
          <Acts card={card} />
        </div>
        <TaskLearner card={card} />
      </div>
    </>
  );
}

function State({ card: { task } }: { card: TaskCard }) {
  const say = useSay();
  const actor = useActor();
  const { person } = useSession();
  if (task.outcome !== null) return say(taskOutcome(task.outcome));
  if (task.claimedBy === null || task.state !== "claimed") return say(taskStates[task.state]);
  return say(words.takenBy(task.claimedBy === `person/${person.id}` ? say(words.you) : actor(task.claimedBy)));
}

interface WorkGiven {
  card: TaskCard;
  acts: TaskActs;
  note: string;
  onNote: (note: string) => void;
  isWorking: boolean;
}

function Work({ card, acts, note, onNote, isWorking }: WorkGiven) {
  const say = useSay();
  const { task, outcomes } = card;
  const isOpen = task.state === "open";
  useTaskKeys(card, acts, note, isWorking);
  return (
    <section className="wb-work" aria-label={say(words.outcome)}>
      {isWorking && (
        <>
          <div className="wb-work-line">
            {isOpen && (
              <Button type="primary" loading={acts.isBusy} onClick={acts.claim} aria-keyshortcuts="c">
                {say(words.claim)} <kbd>C</kbd>
              </Button>
            )}
            <Assign acts={acts} />
          </div>
          <h3>{say(words.outcome)}</h3>
          {isOpen && <p className="wb-dim">{say(words.outcomeHow)}</p>}
          <div className="wb-outcomes">
            {outcomes.map((outcome, index) => (
              <Button
                key={outcome}
                disabled={isOpen || acts.isBusy}
                aria-keyshortcuts={String(index + 1)}
                onClick={() => acts.finish(outcome, note)}
              >
                {index < 9 && <kbd>{index + 1}</kbd>} {say(taskOutcome(outcome))}
              </Button>
            ))}
          </div>
        </>
      )}
      <label htmlFor="task-note">{say(words.note)}</label>
      <Input.TextArea
        id="task-note"
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        placeholder={say(words.noteHint)}
        value={note}
        onChange={({ target }) => onNote(target.value)}
      />
      <div>
        <Button disabled={note.trim() === "" || acts.isBusy} onClick={() => acts.note(note.trim())}>
          {say(words.addNote)}
        </Button>
      </div>
    </section>
  );
}

/** C takes the task, a digit says what came of it. */
function useTaskKeys({ task, outcomes }: TaskCard, acts: TaskActs, note: string, isWorking: boolean): void {
  const isFree = isWorking && !acts.isBusy;
  useHotkeys("c", acts.claim, { enabled: isFree && task.state === "open" });
  const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
  const finish = (key: string) => {
    const outcome = outcomes[Number(key) - 1];
    if (outcome !== undefined) acts.finish(outcome, note);
  };
  useHotkeys(digits, (event) => finish(event.key), { enabled: isFree && task.state === "claimed", useKey: true });
}

function Assign({ acts }: { acts: TaskActs }) {
  const say = useSay();
  const { data } = useQuery(colleaguesQuery(useApi()));
  const { person } = useSession();
  const others = (data?.items ?? []).filter(({ actor, takesTasks }) => takesTasks && actor !== `person/${person.id}`);
  if (others.length === 0) return null;
  return (
    <Select
      aria-label={say(words.assign)}
      placeholder={say(words.assignTo)}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: 160 }}
      value={null}
      options={others.map(({ actor, name }) => ({ value: actor, label: name }))}
      onChange={(to: string | null) => {
        const found = others.find(({ actor }) => actor === to);
        if (found !== undefined) acts.assign(found.actor, found.name);
      }}
    />
  );
}

function Acts({ card: { acts } }: { card: TaskCard }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const actor = useActor();
  const what = (act: TaskCard["acts"][number]) => {
    if (act.act === "finish") return words.finished(taskOutcome(act.outcome ?? ""));
    if (act.act === "assign") return words.assigned(actor(act.to ?? ""));
    return act.act === "claim" ? words.claim : words.note;
  };
  return (
    <section aria-label={say(words.acts)}>
      <h3>{say(words.acts)}</h3>
      {acts.length === 0 && <p className="wb-dim">{say(words.noActs)}</p>}
      <ul className="wb-acts">
        {acts.map((act) => (
          <li key={`${act.at} ${act.act} ${act.note ?? ""}`}>
            <span>
              {actor(act.by)} · {say(what(act))}
            </span>
            <time className="wb-dim" dateTime={act.at}>
              {formatDateTime(act.at, locale, zone)}
            </time>
            {act.note !== null && <q>{act.note}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}
