// For the build alone: finds the parts of the code from the bundler's modules, and writes down what each page needs first, for the server to
// name in the page.
import type { Plugin, Rolldown } from "vite";
import { pagesAt } from "./pages.ts";
import { cutIntoParts, type ModuleKnown } from "./parts.ts";

/** What the bundler tells of a module. */
type Info = Pick<Rolldown.ModuleInfo, "code" | "importedIds">;
type Infos = ReadonlyMap<string, Info>;
type Chunk = Rolldown.OutputChunk;

/** The settings are opened once in a while. */
const SELDOM = 0.1;

/** The plugin, and the name of a module's part for the bundler's groups; null for one that no page needs at once. */
export function planParts(): { plugin: Plugin; partOf: (id: string) => string | null } {
  const parts = new Map<string, number>();
  const plugin: Plugin = {
    name: "parts",
    apply: "build",
    buildEnd() {
      const found = [...this.getModuleIds()].map((id) => [id, this.getModuleInfo(id)] as const);
      const infos = new Map(found.flatMap(([id, info]) => (info === null ? [] : [[id, info] as const])));
      for (const [id, part] of partsOf(infos)) parts.set(id, part);
    },
    // The first file waits for no styles.
    transformIndexHtml: {
      order: "post",
      handler: (page) => page.replace(/(<script type="module")( crossorigin src="\/assets\/first-)/, "$1 async$2"),
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const first = pagesAt.map(([path, ...modules]) => ({ path, ...filesOf(chunks, modules) }));
      this.emitFile({ type: "asset", fileName: "pages.json", source: JSON.stringify(first) });
    },
  };
  const nameOf = (part: number | undefined) => (part === undefined ? null : `part-${part}`);
  return { plugin, partOf: (id) => nameOf(parts.get(id)) };
}

function partsOf(infos: Infos): ReadonlyMap<string, number> {
  const known = new Map<string, ModuleKnown>();
  for (const [id, info] of infos) known.set(id, { imports: importsOf(infos, info), length: info.code?.length ?? 0 });
  const ids = [...infos.keys()];
  const at = (module: string) => {
    const found = ids.find((id) => id.endsWith(`/designer/${module}`));
    if (found === undefined) throw new Error(`pages.ts names ${module}, which the designer does not import`);
    return found;
  };
  const pages = new Map(pagesAt.map(([path, module]) => [at(module), path.startsWith("/settings/") ? SELDOM : 1]));
  return cutIntoParts(known, at("app/main.tsx"), pages);
}

/** What a page needs beside what every page does: the files of its modules with all that they import, and their styles. */
function filesOf(chunks: readonly Chunk[], modules: readonly string[]): { scripts: string[]; styles: string[] } {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const reach = (starts: readonly Chunk[]): Set<Chunk> => {
    const reached = new Set(starts);
    // A set that grows while it is walked through is walked to its end.
    for (const { imports } of reached) for (const name of imports) reached.add(byName.get(name) as Chunk);
    return reached;
  };
  const holds = ({ moduleIds }: Chunk, module: string) => moduleIds.some((id) => id.endsWith(`/designer/${module}`));
  const base = reach(chunks.filter(({ isEntry }) => isEntry));
  const all = reach(chunks.filter((chunk) => modules.some((module) => holds(chunk, module))));
  const own = [...all].filter((chunk) => !base.has(chunk));
  const styles = own.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  return { scripts: own.map(({ fileName }) => fileName), styles: [...new Set(styles)] };
}

/** Modules that only name others: who imports from them needs no more than what it names. */
const onlyNaming = /node_modules\/(?:antd|@ant-design\/icons)\/es\/(?:icons\/)?index\.js$/;

function importsOf(infos: Infos, { code, importedIds }: Info): string[] {
  const naming = importedIds.filter((id) => onlyNaming.test(id));
  if (naming.length === 0) return [...importedIds];
  const names = [...(code ?? "").matchAll(/import\s*\{([^}]*)\}\s*from\s*["'](?:antd|@ant-design\/icons)["']/g)]
    .flatMap(([, list = ""]) => list.split(","))
    .map((name) => name.trim().split(/\s/)[0] ?? "");
  return [
    ...importedIds.filter((id) => !naming.includes(id)),
    ...naming.flatMap((id) => names.flatMap((name) => namedBy(infos, id, name) ?? [])),
  ];
}

/** The module that stands behind a name of one that only names others. */
function namedBy(infos: Infos, id: string, name: string): string | null {
  const info = infos.get(id);
  const found = new RegExp(`\\b${name}\\b[^;}]*\\}\\s*from\\s*["']\\./([^"']+)["']`).exec(info?.code ?? "")?.[1];
  if (found !== undefined) {
    const path = `${id.slice(0, id.lastIndexOf("/"))}/${found}`;
    return [path, `${path}.js`, `${path}/index.js`].find((candidate) => infos.has(candidate)) ?? null;
  }
  const further = info?.importedIds.find((other) => other !== id && onlyNaming.test(other));
  return further === undefined ? null : namedBy(infos, further, name);
}
