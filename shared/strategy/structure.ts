// What a schema cannot say of a document: names given twice, and connections that lead nowhere or leave by no port.
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { nodeKind } from "#shared/node/all.ts";
import { isSignal, isTier, type Strategy, type StrategyNode } from "./document.ts";

type Path = (string | number)[];

/** The issues of names and connections, in the order of the document. */
export function structureIssues(document: Strategy): Issue[] {
  return [...nodeIssues(document), ...edgeIssues(document), ...messageIssues(document), ...capIssues(document)];
}

/** The ports of any node, in the order of its kind. */
export function portsOf(node: StrategyNode): string[] {
  if (isSignal(node)) return ["on"];
  if (isTier(node)) return ["enter"];
  return nodeKind(node.type)?.ports(node) ?? [];
}

function nodeIssues({ nodes }: Strategy): Issue[] {
  const ids = nodes.map((node) => node.id);
  return [
    ...repeated(ids, "strategy.duplicateId", (index) => ["nodes", index, "id"]),
    ...nodes.flatMap((node, at) => repeated(portsOf(node), "strategy.duplicatePort", () => ["nodes", at])),
  ];
}

function edgeIssues({ nodes, edges }: Strategy): Issue[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const dangling = edges.flatMap(({ from, port, to }, index): Issue[] => {
    const source = byId.get(from);
    const issues: Issue[] = [];
    if (source === undefined)
      issues.push(errorIssue("strategy.edgeUnknownNode", ["edges", index, "from"], { node: from }));
    else if (!portsOf(source).includes(port)) {
      issues.push(errorIssue("strategy.edgeUnknownPort", ["edges", index, "port"], { node: from, port }));
    }
    if (!byId.has(to)) issues.push(errorIssue("strategy.edgeUnknownNode", ["edges", index, "to"], { node: to }));
    return issues;
  });
  const names = edges.map(({ from, port, to }) => `${from}.${port} → ${to}`);
  return [...dangling, ...repeated(names, "strategy.duplicateEdge", (index) => ["edges", index])];
}

function messageIssues({ messages = {} }: Strategy): Issue[] {
  return Object.entries(messages).flatMap(([id, { variants }]) =>
    repeated(
      variants.map((variant) => variant.id),
      "strategy.duplicateId",
      (index) => ["messages", id, "variants", index, "id"],
    ),
  );
}

function capIssues({ policy }: Strategy): Issue[] {
  const ids = (policy?.caps ?? []).map((cap) => cap.id);
  return repeated(ids, "strategy.duplicateId", (index) => ["policy", "caps", index, "id"]);
}

/** One issue for each name that has come before. */
function repeated(names: readonly string[], code: string, pathOf: (index: number) => Path): Issue[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [errorIssue(code, pathOf(index), { name })];
  });
}
