// The tasks of the inbox, one button each: whom, what, how long is left, who has it.
import { Button, Skeleton } from "antd";
import { useSession } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { useActor } from "./actors.ts";
import { DueClock } from "./due-clock.tsx";
import { groupName, taskOutcome, textOf } from "./entry-parts.ts";
import type { TaskRow } from "./tasks.ts";
import { taskStates, taskWords as words } from "./words-task.ts";

interface Given {
  /** Undefined until known. */
  rows: readonly TaskRow[] | undefined;
  open: string | undefined;
  onOpen: (send: string) => void;
  /** Loads the next page; absent where there is none. */
  onMore?: () => void;
}

/** The list. */
export function TasksList({ rows, open, onOpen, onMore }: Given) {
  const say = useSay();
  if (rows === undefined) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  return (
    <nav className="wb-inbox-list" aria-label={say(words.list)}>
      <ul>
        {rows.map((task) => (
          <li key={task.send}>
            <button
              type="button"
              id={`task-${task.send}`}
              className="wb-inbox-item"
              aria-current={task.send === open ? "true" : undefined}
              onClick={() => onOpen(task.send)}
            >
              <Item task={task} />
            </button>
          </li>
        ))}
      </ul>
      {onMore !== undefined && (
        <Button type="text" block onClick={onMore}>
          {say(words.more)}
        </Button>
      )}
    </nav>
  );
}

function Item({ task }: { task: TaskRow }) {
  const say = useSay();
  const isWorking = task.state === "open" || task.state === "claimed";
  return (
    <>
      <span className="wb-inbox-line">
        <strong>{task.learnerName ?? task.learner ?? say(words.unnamed)}</strong>
        {isWorking ? <DueClock task={task} /> : <span className="wb-dim">{say(taskStates[task.state])}</span>}
      </span>
      <span className="wb-inbox-title">{textOf(task.content?.title) ?? say(words.card)}</span>
      <span className="wb-inbox-line wb-dim">
        <span>{say(groupName(task.team))}</span>
        <State task={task} />
      </span>
    </>
  );
}

function State({ task }: { task: TaskRow }) {
  const say = useSay();
  const actor = useActor();
  const { person } = useSession();
  if (task.outcome !== null) return <span>{say(taskOutcome(task.outcome))}</span>;
  if (task.claimedBy === null) return <span>{say(taskStates.open)}</span>;
  const who = task.claimedBy === `person/${person.id}` ? say(words.you) : actor(task.claimedBy);
  return <span>{say(words.takenBy(who))}</span>;
}
