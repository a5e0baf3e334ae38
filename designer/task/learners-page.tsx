// The list of learners: search, filters, a long table, and for operators bringing more of them in.
import { DownloadOutlined, UserAddOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { EmptyState, Page } from "#designer/ui/page.tsx";
import { useColumns } from "./columns.ts";
import { choicesQuery, csvAddress, learnersQuery, narrowing } from "./learners.ts";
import { LearnersFilter } from "./learners-filter.tsx";
import { LearnersImport } from "./learners-import.tsx";
import { LearnersTable, type OptionalColumn, optionalColumns } from "./learners-table.tsx";
import { type LearnersSearch, learnersSearch } from "./search.ts";
import { learnersWords as words } from "./words-learners.ts";
import "./people.css";

const FRESH: readonly OptionalColumn[] = ["tiers", "courses", "lastActivity", "nextDue"];

/** The page. */
export function LearnersPage() {
  const say = useSay();
  const api = useApi();
  const [search, setSearch] = useLearnersSearch();
  const mayAdd = useCan("learners");
  const choices = useQuery(choicesQuery(api)).data;
  const [shown, setShown] = useColumns("winback.learners.columns", optionalColumns, FRESH);
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        <>
          <Button icon={<DownloadOutlined />} href={csvAddress(search)} download>
            {say(words.csv)}
          </Button>
          {mayAdd && (
            <Button type="primary" icon={<UserAddOutlined />} onClick={() => setSearch({ ...search, open: "import" })}>
              {say(words.import)}
            </Button>
          )}
        </>
      }
    >
      <LearnersFilter search={search} onSearch={setSearch} choices={choices} shown={shown} onShown={setShown} />
      <Results search={search} onSearch={setSearch} choices={choices} shown={shown} mayAdd={mayAdd} />
      <LearnersImport
        isOpen={mayAdd && search.open === "import"}
        onClose={() => setSearch({ ...search, open: undefined })}
      />
    </Page>
  );
}

interface ResultsGiven {
  search: LearnersSearch;
  onSearch: (next: LearnersSearch) => void;
  choices: Parameters<typeof LearnersTable>[0]["choices"];
  shown: readonly OptionalColumn[];
  mayAdd: boolean;
}

function Results({ search, onSearch, choices, shown, mayAdd }: ResultsGiven) {
  const say = useSay();
  const query = useInfiniteQuery(learnersQuery(useApi(), search));
  if (query.error !== null) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const isNarrowed = Object.keys(narrowing(search)).length > 0;
  if (rows.length === 0 && !query.hasNextPage)
    return isNarrowed ? (
      <EmptyState
        title={say(words.noMatch)}
        hint={say(words.noMatchHow)}
        action={<Button onClick={() => onSearch({})}>{say(words.clear)}</Button>}
      />
    ) : (
      <EmptyState
        title={say(words.none)}
        hint={say(words.noneHow)}
        action={
          mayAdd && (
            <Button type="primary" onClick={() => onSearch({ ...search, open: "import" })}>
              {say(words.import)}
            </Button>
          )
        }
      />
    );
  const onEnd = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return <LearnersTable rows={rows} shown={shown} choices={choices} isAll={!query.hasNextPage} onEnd={onEnd} />;
}

function useLearnersSearch(): [LearnersSearch, (next: LearnersSearch) => void] {
  const search = learnersSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: "/learners", search: next, replace: true })];
}
