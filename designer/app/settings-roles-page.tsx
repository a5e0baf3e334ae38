// The matrix of roles, as the server's own OpenAPI document says it.
import { CheckOutlined, MinusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Skeleton, Table, type TableColumnsType } from "antd";
import { z } from "zod";
import { useApi } from "#designer/api/client.tsx";
import { ProblemAlert } from "#designer/api/problem-alert.tsx";
import { useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { contract, roles } from "#shared/api/contract.ts";
import { type Permission, permissionsOf } from "./settings-roles.ts";
import { roleWords } from "./words.ts";
import { scopeWords, rolesWords as words } from "./words-settings-people.ts";

const openapi = contract({
  method: "get",
  path: "/api/openapi.json",
  area: "documents",
  summary: "The document of the API.",
  access: "public",
  answer: z.record(z.string(), z.unknown()),
});

/** The page. */
export function SettingsRolesPage() {
  const say = useSay();
  const api = useApi();
  const query = useQuery({
    queryKey: ["openapi"],
    queryFn: () => api.call(openapi),
    staleTime: Number.POSITIVE_INFINITY,
    select: permissionsOf,
  });
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Panel title={say(words.matrix)}>
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        {query.data === undefined ? <Skeleton active title={false} /> : <Matrix permissions={query.data} />}
        <p className="wb-dim">{say(words.masked)}</p>
      </Panel>
    </Page>
  );
}

function Matrix({ permissions }: { permissions: readonly Permission[] }) {
  const say = useSay();
  const columns: TableColumnsType<Permission> = [
    {
      key: "scope",
      title: say(words.permission),
      render: (_, { scope, operations }) => (
        <>
          {scope in scopeWords ? say(scopeWords[scope as keyof typeof scopeWords]) : scope}
          <span className="wb-table-note">
            {scope} · {say(words.routes(operations.length))}
          </span>
        </>
      ),
    },
    ...roles.map((role) => ({
      key: role,
      title: say(roleWords[role]),
      width: 120,
      align: "center" as const,
      render: (_: unknown, { holders }: Permission) => <Mark isHeld={holders.has(role)} />,
    })),
  ];
  return (
    <Table<Permission>
      size="middle"
      rowKey="scope"
      columns={columns}
      dataSource={[...permissions]}
      pagination={false}
      expandable={{
        columnTitle: <span className="wb-unseen">{say(words.show)}</span>,
        expandedRowRender: ({ operations }) => (
          <ul className="wb-rules wb-mono">
            {operations.map((operation) => (
              <li key={operation}>{operation}</li>
            ))}
          </ul>
        ),
      }}
    />
  );
}

function Mark({ isHeld }: { isHeld: boolean }) {
  const say = useSay();
  return isHeld ? (
    <CheckOutlined className="wb-yes" aria-label={say(words.yes)} role="img" />
  ) : (
    <MinusOutlined className="wb-dim" aria-label={say(words.no)} role="img" />
  );
}
