// The learners as rows of a long table, with the columns that a person chose.
import { Link, useNavigate } from "@tanstack/react-router";
import { useNow, useZone } from "#designer/api/session.tsx";
import { formatDate, formatDateTime, formatRelative } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { type Choices, type LearnerRow, pathOfLearner, tierName } from "./learners.ts";
import { TierMark } from "./tier-mark.tsx";
import { type GridColumn, VirtualGrid } from "./virtual-grid.tsx";
import { learnersWords as words } from "./words-learners.ts";

/** The columns that may be hidden, in their order. */
export const optionalColumns = ["tiers", "courses", "lastActivity", "nextDue", "created"] as const;
/** A column that may be hidden. */
export type OptionalColumn = (typeof optionalColumns)[number];

interface Given {
  rows: readonly LearnerRow[];
  shown: readonly OptionalColumn[];
  choices: Choices | undefined;
  isAll: boolean;
  onEnd: () => void;
}

/** The table. */
export function LearnersTable({ rows, shown, choices, isAll, onEnd }: Given) {
  const say = useSay();
  const navigate = useNavigate();
  const columns = useGridColumns(shown, choices);
  return (
    <VirtualGrid<LearnerRow>
      label={say(words.title)}
      rows={rows}
      keyOf={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => void navigate({ to: pathOfLearner(id) })}
      onEnd={onEnd}
      isAll={isAll}
      foot={`${say(words.count(rows.length, isAll))} · ${say(words.keys)}`}
    />
  );
}

function useGridColumns(shown: readonly OptionalColumn[], choices: Choices | undefined): GridColumn<LearnerRow>[] {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const now = useNow();
  const moment = (at: string | null) => (
    <time dateTime={at ?? undefined} title={formatDateTime(at, locale, zone)}>
      {formatRelative(at, locale, now)}
    </time>
  );
  const titleOf = (course: string) => choices?.courses.find(({ id }) => id === course)?.title ?? course;
  const all: Record<OptionalColumn, GridColumn<LearnerRow>> = {
    tiers: {
      key: "tiers",
      title: say(words.tiers),
      width: "minmax(180px, 2fr)",
      render: (row) => <Tiers row={row} choices={choices} />,
    },
    courses: {
      key: "courses",
      title: say(words.courses),
      width: "minmax(120px, 1.5fr)",
      render: ({ courses }) => courses.map(titleOf).join(locale === "zh" ? "、" : ", "),
    },
    lastActivity: {
      key: "lastActivity",
      title: say(words.lastActivity),
      width: "120px",
      render: ({ lastActivityAt }) => moment(lastActivityAt),
    },
    nextDue: {
      key: "nextDue",
      title: say(words.nextDue),
      width: "120px",
      render: ({ nextDueAt }) => moment(nextDueAt),
    },
    created: {
      key: "created",
      title: say(words.created),
      width: "128px",
      render: ({ createdAt }) => formatDate(createdAt, locale, zone),
    },
  };
  const name = {
    key: "name",
    title: say(words.name),
    width: "minmax(200px, 2fr)",
    render: (row: LearnerRow) => <Name row={row} />,
  };
  return [name, ...shown.map((key) => all[key])];
}

function Name({ row }: { row: LearnerRow }) {
  const say = useSay();
  return (
    <span className="wb-person">
      <Link to={pathOfLearner(row.id)} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
        {row.name ?? row.id}
      </Link>
      <span className="wb-person-id">
        {row.name !== null && <code>{row.id}</code>}
        {row.isOptedOut && <span className="wb-tag wb-tag-warn">{say(words.optedOut)}</span>}
      </span>
    </span>
  );
}

function Tiers({ row, choices }: { row: LearnerRow; choices: Choices | undefined }) {
  const say = useSay();
  const [first, ...others] = row.tiers;
  if (first === undefined) return <span className="wb-dim">{say(words.noTier)}</span>;
  return (
    <span className="wb-tiers">
      <TierMark name={tierName(choices, first.strategy, first.tier)} rank={first.rank} />
      {first.isHoldout && <span className="wb-tag">{say(words.holdout)}</span>}
      {others.length > 0 && <span className="wb-dim">{say(words.more(others.length))}</span>}
    </span>
  );
}
