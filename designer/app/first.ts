// Runs before everything else, in a file of its own: puts on the look that was chosen, and asks who is signed in, and for what the page will show, while the code that will want
// both is still on its way. It imports next to nothing, so that it is there first.
import { localeHere, tagOf } from "#designer/text/locale.ts";
import { keptChoice } from "#designer/ui/look.ts";
import { firstQuestionOf } from "./path.ts";

const language = tagOf(localeHere());
/** Requests that nobody has wanted yet, by address. */
const asked = new Map<string, Promise<Response>>();

function ask(address: string): Promise<Response> {
  const answer = fetch(address, {
    headers: { "Accept-Language": language },
    redirect: "manual",
    credentials: "same-origin",
  });
  asked.set(address, answer);
  // Whoever takes it is told.
  answer.catch(() => {});
  return answer;
}

async function askAhead(): Promise<void> {
  const session = await ask("/api/session").then((answer) => answer.clone().json() as Promise<{ person?: unknown }>);
  const question = firstQuestionOf(location);
  if (question !== null && session.person != null) await ask(question);
}

const OVER_MS = 10_000;

const look = keptChoice();
if (look !== "system") document.documentElement.dataset.theme = look;
askAhead().catch(() => {});
// What was not wanted by then is no longer how things stand.
setTimeout(() => asked.clear(), OVER_MS);

/** The answer to a request that was made ahead, once; null where it was not. */
export function takeAsked(address: string, request: RequestInit): Promise<Response> | null {
  const answer = asked.get(address) ?? null;
  const isSame = request.method === "GET" && new Headers(request.headers).get("Accept-Language") === language;
  if (answer === null || !isSame) return null;
  asked.delete(address);
  return answer;
}
