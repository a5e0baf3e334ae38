// The inbox of tasks: the list by due time on the left, the task in hand on the right, all of it by keyboard, and live.
import { DownloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import { useHotkeys } from "react-hotkeys-hook";
import { useApi } from "#designer/api/client.tsx";
import { useLive } from "#designer/api/live.ts";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { EmptyState, Page } from "#designer/ui/page.tsx";
import { streamTasks } from "#shared/api/tasks.ts";
import { useNewcomers } from "./actors.ts";
import { groupName } from "./entry-parts.ts";
import { type TasksSearch, tasksSearch } from "./search.ts";
import { TaskPane } from "./task-pane.tsx";
import { type TaskRow, tasksCsv, tasksQuery } from "./tasks.ts";
import { TasksList } from "./tasks-list.tsx";
import { groupCodes, taskWords as words } from "./words-task.ts";
import "./people.css";
import "./tasks.css";

/** The page. */
export function TasksPage() {
  const say = useSay();
  const [search, setSearch] = useTasksSearch();
  const query = useInfiniteQuery(tasksQuery(useApi(), search));
  const rows = query.data?.pages.flatMap((page) => page.rows);
  const open = search.task ?? rows?.[0]?.send;
  const choose = (task: string | undefined) => setSearch({ ...search, task });
  useSteps(rows ?? [], open, choose);
  useTasksLive();
  useNewcomers((rows ?? []).map(({ claimedBy }) => claimedBy));
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        <Button icon={<DownloadOutlined />} href={tasksCsv(search)} download>
          {say(words.csv)}
        </Button>
      }
    >
      <TasksFilter search={search} onSearch={setSearch} rows={rows ?? []} />
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {rows?.length === 0 && search.task === undefined ? (
        <NoTasks search={search} onAll={() => setSearch({})} />
      ) : (
        <div className="wb-inbox">
          <TasksList
            rows={rows}
            open={open}
            onOpen={choose}
            {...(query.hasNextPage ? { onMore: () => void query.fetchNextPage() } : {})}
          />
          {open !== undefined && <TaskPane key={open} send={open} />}
        </div>
      )}
    </Page>
  );
}

/** Lists and the open task are asked for again when the server says that tasks changed, and when its stream (again) begins. */
function useTasksLive(): void {
  const client = useQueryClient();
  useLive(streamTasks.path, () => void client.invalidateQueries({ queryKey: ["tasks"] }), ["open", "change"]);
}

function NoTasks({ search, onAll }: { search: TasksSearch; onAll: () => void }) {
  const say = useSay();
  if (search.view === undefined && search.group === undefined)
    return <EmptyState title={say(words.none)} hint={say(words.noneHow)} />;
  return (
    <EmptyState
      title={say(words.noMatch)}
      hint={say(words.noMatchHow)}
      action={<Button onClick={onAll}>{say(words.seeAll)}</Button>}
    />
  );
}

const views = ["working", "mine", "overdue", "done"] as const;

interface FilterGiven {
  search: TasksSearch;
  onSearch: (next: TasksSearch) => void;
  rows: readonly TaskRow[];
}

function TasksFilter({ search, onSearch, rows }: FilterGiven) {
  const say = useSay();
  const known = [...new Set([...Object.keys(groupCodes), ...rows.map(({ team }) => team)])];
  const here = new Set(rows.map(({ team }) => team));
  const groups = known.filter((group) => here.has(group) || group === search.group);
  return (
    <search className="wb-narrow" aria-label={say(words.filters)}>
      <Segmented<(typeof views)[number]>
        aria-label={say(words.filters)}
        options={views.map((value) => ({ value, label: say(words[value]) }))}
        value={search.view ?? "working"}
        onChange={(view) => onSearch({ ...search, view: view === "working" ? undefined : view, task: undefined })}
      />
      <Select
        allowClear
        aria-label={say(words.group)}
        placeholder={say(words.allGroups)}
        popupMatchSelectWidth={false}
        style={{ width: 160 }}
        value={search.group ?? null}
        options={groups.map((value) => ({ value, label: say(groupName(value)) }))}
        onChange={(group) => onSearch({ ...search, group: group ?? undefined, task: undefined })}
      />
      <span className="wb-dim wb-inbox-keys">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {say(words.keyMoves)}
        </span>
        <span>
          <kbd>C</kbd> {say(words.keyTakes)}
        </span>
        <span>
          <kbd>1</kbd>–<kbd>9</kbd> {say(words.keyChooses)}
        </span>
      </span>
    </search>
  );
}

/** J and K go down and up the list. */
function useSteps(rows: readonly TaskRow[], open: string | undefined, choose: (send: string) => void): void {
  const go = (by: number) => {
    const at = rows.findIndex(({ send }) => send === open);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next === undefined) return;
    choose(next.send);
    document.getElementById(`task-${next.send}`)?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys("j", () => go(1), [rows, open]);
  useHotkeys("k", () => go(-1), [rows, open]);
}

function useTasksSearch(): [TasksSearch, (next: TasksSearch) => void] {
  const search = tasksSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: "/tasks", search: next, replace: true })];
}
