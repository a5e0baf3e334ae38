// `npm run sim`: plays worlds from seeds, or one seed again; exit 1 with the seed and the step where an invariant broke.
import { Command, InvalidArgumentError, Option } from "commander";
import { report } from "./report.ts";
import { modes, type Plan, simulate } from "./sim.ts";
import { Violation } from "./violation.ts";

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError("a whole number from 1 is needed");
  return Number(text);
}

const command = new Command("sim")
  .description("plays schools on the production engine under a virtual clock, with everything going wrong")
  .option("--learners <n>", "learners of each school", whole, 40)
  .option("--days <n>", "days of each term", whole, 40)
  .option("--seed <n>", "the first seed", whole, 1)
  .option("--seeds <n>", "how many seeds", whole, 1)
  .option("--every <n>", "of the points, every n-th", whole, 1)
  .addOption(
    new Option("--mode <mode>", "rough, deaths (same decisions with and without), points (a death at every point)")
      .choices(modes)
      .default("rough"),
  );

const plan = command.parse().opts<Plan>();
const began = performance.now();
try {
  const tally = await simulate(plan, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${report(tally, plan.seeds, performance.now() - began).join("\n")}\n`);
} catch (error) {
  if (!(error instanceof Violation)) throw error;
  const { cause } = error;
  process.stdout.write(`violation: ${error.message}\n${cause instanceof Error ? `${cause.stack}\n` : ""}`);
  process.exitCode = 1;
}
