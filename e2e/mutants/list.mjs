// The bugs that are planted, one at a time: what is wrong, the text it replaces in one file, and the check that must notice.
// A check is the arguments of one vitest run.

const rough = ["runtime/sim/sim.test.ts", "-t", "rough worlds"];
const deaths = ["runtime/sim/sim.test.ts", "-t", "deaths change no decision"];

export const mutants = [
  {
    name: "no unique index on a decision's key",
    file: "runtime/store/migrations/0001-engine.sql",
    find: "CREATE UNIQUE INDEX decisions_key",
    replace: "CREATE INDEX decisions_key",
    check: ["runtime/engine/unique.test.ts"],
  },
  {
    name: "events are acknowledged before they are synced",
    file: "runtime/engine/engine.ts",
    find: "const isAwaited = gathered.batches.length + gathered.inputs.length > 0;",
    replace: "const isAwaited = gathered.batches.length < 0;",
    check: rough,
  },
  {
    name: "an ambiguous send is sent again past its key window",
    file: "runtime/transport/retry.ts",
    find: "(policy.keyWindowLeftMs ?? 0)",
    replace: "(policy.keyWindowLeftMs ?? Number.POSITIVE_INFINITY)",
    check: ["runtime/transport/retry.test.ts"],
  },
  {
    name: "an attempt goes out under an id of its own",
    file: "runtime/transport/webhook.ts",
    find: "const id = messageId(key);",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
    replace: "const id = messageId(`${key} ${at}`);",
    check: rough,
  },
  {
    name: "state blocks are committed before their decisions",
    file: "runtime/engine/writer.ts",
    find: "db.hand(() => this.#write(blocks, isSchoolChanged));",
    replace: `db.transact(() => {
      const early = db.sql("INSERT INTO blocks (block, seq, data) VALUES (?, ?, ?) ON CONFLICT (block) DO UPDATE SET seq = excluded.seq, data = excluded.data");
      for (const block of blocks) early.run(block, this.appliedSeq, encodeBlock(this.#from.world, block));
    }, true);
    db.hand(() => this.#write(blocks, isSchoolChanged));`,
    check: deaths,
  },
  {
    name: "a timer is armed from the instant of receipt",
    file: "shared/flow/advance.ts",
    find: "world.arm(learner, Math.max(event.at + floor, world.now))",
    replace: "world.arm(learner, world.now + floor)",
    check: ["runtime/engine/found.test.ts"],
  },
  {
    name: "a cap is checked without its place being taken",
    file: "runtime/engine/dispatcher.ts",
    find: "    send.sendingAt = now;\n    send.transport = ",
    replace: "    send.transport = ",
    check: rough,
  },
  {
    name: "a settled send leaves memory before the store has it",
    file: "runtime/engine/outbox.ts",
    find: "for (const send of this.#dirty) saveSend(this.#db, send, this.#settling.has(send));",
    replace:
      "for (const send of this.#dirty) { saveSend(this.#db, send, this.#settling.has(send)); if (!isPending(send)) this.#retire(send); }",
    check: ["runtime/engine/under-way.test.ts"],
  },
  {
    name: "quiet hours in the server's zone",
    file: "shared/flow/gates.ts",
    find: "quietUntil(windows, world.facts.zoneOf(learner), now, REQUEST_MARGIN_MS)",
    replace: 'quietUntil(windows, "UTC", now, REQUEST_MARGIN_MS)',
    check: rough,
  },
  {
    name: "the dedup window is lost at a restart",
    file: "runtime/store/event-window.ts",
    find: "    this.#read(this.#fromSeq, this.#log.lastSeq, true);",
    replace: "    if (nowAt < 0) this.#read(this.#fromSeq, this.#log.lastSeq, true);",
    check: rough,
  },
  {
    name: "the holdout is asked once an episode",
    file: "shared/flow/visit.ts",
    find: "episode.isHoldout ? HOLDOUT",
    replace: "episode.isHoldout && episode.sends.length === 0 ? HOLDOUT",
    check: ["runtime/sim/sim.test.ts", "-t", "a holdout that heard"],
  },
  {
    name: "what leaves the process is not synced before",
    file: "runtime/engine/engine.ts",
    find: "if (requests.length > 0) this.log.sync();",
    replace: "",
    check: ["runtime/sim/sim.test.ts", "-t", "seed 14"],
  },
];
