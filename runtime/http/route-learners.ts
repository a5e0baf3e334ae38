// What a school tells about its learners: upserts one by one or as a file, opt-out, erasure, and tokens for the learner's own app.
import type { Logged } from "#runtime/engine/logged.ts";
import { recordAct } from "#runtime/store/school/audit.ts";
import { deleteLearner, postLearners, postLearnerToken, postOptOut, putLearner } from "#shared/api/ingest.ts";
import { sentence } from "#shared/api/words.ts";
import { checkLearner, type LearnerPatch } from "#shared/event/learner.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { signToken } from "#shared/message/token.ts";
import { bodyLimits, mediaOf, parseJson, readText, sentOf } from "./body.ts";
import { readLearnersCsv } from "./csv.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import type { ItemsAnswer } from "./gather.ts";
import { iso } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { Refused, refuse } from "./problem.ts";
import { formOf } from "./route-ingest.ts";
import { inTurn, noTurn } from "./turns.ts";

const PIECE = 2000;
const SECOND_MS = 1000;

/** Adds the routes under `/v1/learners`. */
export function mountLearners(routes: Routes): void {
  const { deps } = routes;
  mount(routes, postLearners, (_, c) => takeMany(routes, c));
  mount(routes, putLearner, async ({ params, body }) => {
    if (body.id !== undefined && body.id !== params.id)
      return refuse(422, "learner.idMismatch", [errorIssue("learner.idMismatch", ["id"])]);
    const checked = checkLearner({ ...body, id: params.id });
    if ("issues" in checked) return refuse(422, checked.issues[0]?.code ?? "learner.shape", checked.issues);
    return { seq: await deps.engine.log([{ is: "upsert", patch: checked.learner }], null) };
  });
  mount(routes, postOptOut, async ({ params, body }, c) => {
    const channel = body?.channel ?? "all";
    return { seq: await withdraw(deps, c, { is: "optOut", learner: params.id, channel }) };
  });
  mount(routes, deleteLearner, async ({ params }, c) => ({
    seq: await withdraw(deps, c, { is: "erase", learner: params.id }),
  }));
  mount(routes, postLearnerToken, ({ params, body }) => {
    const expiresAt = deps.clock.now() + (body?.ttlSeconds ?? 86_400) * SECOND_MS;
    const [secret] = deps.secrets.tracking;
    if (secret === undefined) throw new Error("there is no secret to sign with");
    return { token: signToken(secret, { k: "i", s: params.id, e: expiresAt }), expiresAt: iso(expiresAt) };
  });
}

async function withdraw(
  deps: Deps,
  c: AppContext,
  input: Extract<Logged, { is: "optOut" | "erase" }>,
): Promise<number> {
  const seq = await deps.engine.withdraw(input);
  // The audit log outlives an erasure, so it names no learner; the log's number leads to the input while that is kept.
  const entry = {
    at: deps.clock.now(),
    actor: actorOf(c),
    act: `learner.${input.is}`,
    object: "learner",
    detail: { seq },
  };
  await deps.school.db.transaction((tx) => recordAct(tx, entry));
  return seq;
}

async function takeMany(routes: Routes, c: AppContext): Promise<ItemsAnswer | Refused> {
  const turn = routes.deps.turns?.of(sentOf(c)) ?? noTurn;
  return inTurn(turn, async () => {
    await turn.come;
    return readMany(routes, c);
  });
}

async function readMany({ deps, meter }: Routes, c: AppContext): Promise<ItemsAnswer | Refused> {
  const upserts = new Upserts(deps, c);
  if (mediaOf(c.req) === "text/csv") return takeCsv(upserts, c);
  const form = formOf(c.req);
  if (form === null) return refuse(415, "body.type");
  const body = await readText(sentOf(c), meter);
  if (body instanceof Refused) return body;
  try {
    if (body.text.trim() === "") return refuse(400, "body.empty");
    return form === "lines" ? await takeLines(upserts, body.text) : await takeJson(upserts, body.text);
  } finally {
    body.release();
  }
}

async function takeLines(upserts: Upserts, text: string): Promise<ItemsAnswer | Refused> {
  let isReadable = false;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const read = parseJson(line);
    isReadable ||= "value" in read;
    await upserts.add("value" in read ? checkLearner(read.value) : { issues: [errorIssue("event.json", [])] });
  }
  return isReadable ? upserts.end() : refuse(400, "body.json");
}

async function takeJson(upserts: Upserts, text: string): Promise<ItemsAnswer | Refused> {
  const read = parseJson(text);
  if (read instanceof Refused) return read;
  if (Array.isArray(read.value)) {
    for (const item of read.value as unknown[]) await upserts.add(checkLearner(item));
    return upserts.end();
  }
  const checked = checkLearner(read.value);
  if ("issues" in checked) return refuse(400, checked.issues[0]?.code ?? "learner.shape", checked.issues);
  await upserts.add(checked);
  return upserts.end();
}

// A file is read as it comes, so it may be larger than other bodies; the index of a row is its line.
async function takeCsv(upserts: Upserts, c: AppContext): Promise<ItemsAnswer | Refused> {
  const source = bounded(c.env?.incoming ?? c.req.raw.body ?? []);
  let isEmpty = true;
  for await (const row of readLearnersCsv(source.chunks)) {
    if (isEmpty && "issues" in row && row.line === 1)
      return refuse(400, row.issues[0]?.code ?? "csv.empty", row.issues);
    isEmpty = false;
    await upserts.add(row, row.line);
  }
  if (source.isTooLarge())
    return refuse(413, "body.tooLarge", [errorIssue("body.tooLarge", [], { most: MAX_CSV_BYTES })]);
  return upserts.end();
}

const MAX_CSV_BYTES = 16 * bodyLimits.raw;

function bounded(source: unknown): { chunks: AsyncIterable<Uint8Array>; isTooLarge: () => boolean } {
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > MAX_CSV_BYTES) return;
      yield chunk;
    }
  }
  return { chunks: chunks(), isTooLarge: () => bytes > MAX_CSV_BYTES };
}

/** Upserts on their way to the log, in pieces. */
class Upserts {
  readonly #answer: ItemsAnswer = { accepted: 0, duplicates: 0, rejected: [] };
  readonly #deps: Deps;
  readonly #c: AppContext;
  #patches: LearnerPatch[] = [];
  #count = 0;

  constructor(deps: Deps, c: AppContext) {
    this.#deps = deps;
    this.#c = c;
  }

  async add(checked: { learner: LearnerPatch } | { issues: Issue[] }, index = this.#count): Promise<void> {
    this.#count += 1;
    if ("issues" in checked) {
      const issue = checked.issues[0] ?? errorIssue("learner.shape", []);
      this.#answer.rejected.push({
        index,
        code: issue.code,
        message: sentence(issue, this.#c.get("locale")),
        path: issue.path,
      });
      return;
    }
    this.#patches.push(checked.learner);
    if (this.#patches.length >= PIECE) await this.#flush();
  }

  async end(): Promise<ItemsAnswer> {
    await this.#flush();
    return this.#answer;
  }

  async #flush(): Promise<void> {
    const patches = this.#patches;
    this.#patches = [];
    if (patches.length > 0)
      await this.#deps.engine.log(
        patches.map((patch) => ({ is: "upsert", patch })),
        null,
      );
    this.#answer.accepted += patches.length;
  }
}
