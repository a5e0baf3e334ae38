// One learner: who they are as far as the person's role may see, and everything that happened to them and why.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useSay } from "#designer/text/say.tsx";
import { Page } from "#designer/ui/page.tsx";
import { learnerQuery } from "./learner.ts";
import { LearnerActs } from "./learner-acts.tsx";
import { LearnerHeader } from "./learner-header.tsx";
import { choicesQuery, pathOfLearner } from "./learners.ts";
import { learnerSearch } from "./search.ts";
import { Timeline } from "./timeline.tsx";
import { learnerWords as words } from "./words-learners.ts";
import "./people.css";

/** The page. */
export function LearnerPage() {
  const say = useSay();
  const api = useApi();
  const { id = "" } = useParams({ strict: false });
  const search = learnerSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  const mayRead = useCan("read");
  const { data: learner, error, refetch } = useQuery(learnerQuery(api, id));
  // What strategies call things is not for everyone; without it ids stand in.
  const choices = useQuery({ ...choicesQuery(api), enabled: mayRead }).data;
  const lead = (
    <>
      {mayRead && <Link to={"/learners" as string}>{say(words.back)}</Link>}{" "}
      {learner?.name !== null && <code>{id}</code>}
    </>
  );
  return (
    <Page
      title={learner?.name ?? id}
      lead={lead}
      actions={learner !== undefined && <LearnerActs learner={learner} choices={choices} />}
    >
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {learner === undefined && error === null && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {learner !== undefined && (
        <>
          <LearnerHeader learner={learner} choices={choices} />
          <Timeline
            learner={id}
            search={search}
            choices={choices}
            onSearch={(next) => void navigate({ to: pathOfLearner(id), search: next, replace: true })}
          />
        </>
      )}
    </Page>
  );
}
