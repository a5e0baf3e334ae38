// Where the documents about the API are.
import { useSay } from "#designer/text/say.tsx";
import { aboutWords as words } from "./words-account.ts";
import "./account.css";

const documents = [
  { path: "/api/docs", name: words.docs, how: words.docsHow },
  { path: "/api/openapi.json", name: words.openapi, how: words.openapiHow },
  { path: "/api/schema/strategy.json", name: words.schema, how: words.schemaHow },
  { path: "/metrics", name: words.metrics, how: words.metricsHow },
] as const;

/** The links. */
export function Documents() {
  const say = useSay();
  return (
    <ul className="wb-links">
      {documents.map(({ path, name, how }) => (
        <li key={path}>
          <a href={path}>{say(name)}</a>
          <span>{say(how)}</span>
          <code>{path}</code>
        </li>
      ))}
    </ul>
  );
}
