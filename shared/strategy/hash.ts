// The meaning of a document and its hash: everything but layout, names, notes and descriptions.
import { canonicalHash, canonicalJson } from "#shared/kernel/canonical.ts";
import type { Edge, Strategy } from "./document.ts";

/** Edges in canonical order: by source, port, target. */
export function sortedEdges(edges: readonly Edge[]): Edge[] {
  const key = (edge: Edge) => `${edge.from}\n${edge.port}\n${edge.to}`;
  return edges.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Things with an id in canonical order. */
export function sortedById<T extends { id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * The document without what has no meaning to the engine. The order in which nodes and edges were drawn has none
 * either; that of variants, cases and arms has, and stays.
 */
export function meaningOf(document: Strategy): unknown {
  const { layout: _layout, name: _name, description: _description, ...rest } = document;
  return {
    ...rest,
    edges: sortedEdges(rest.edges),
    nodes: sortedById(rest.nodes).map(({ name: _n, note: _m, ...node }) => node),
    messages: Object.fromEntries(
      Object.entries(rest.messages ?? {}).map(([id, message]) => [
        id,
        { ...message, variants: message.variants.map(({ name: _v, ...variant }) => variant) },
      ]),
    ),
  };
}

/** SHA-256 of the canonical meaning, 64 hex digits: equal exactly where two documents mean the same. */
export function strategyHash(document: Strategy): string {
  return canonicalHash(meaningOf(document));
}

/** The document as exported: canonical JSON with a final newline, so that export, import, export is byte-identical. */
export function exportText(document: Strategy): string {
  return `${canonicalJson(document)}\n`;
}
