// Each planted bug still has its place in the code: a change that moves the place has to move the bug along.
import { expect, test } from "vitest";
import { readText } from "./source.ts";

interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
}

const list = new URL("../mutants/list.mjs", import.meta.url).href;
const { mutants } = (await import(list)) as { mutants: Mutant[] };

test.each(mutants)("$name: there is one place to plant it", ({ file, find, replace }) => {
  expect(String(readText(file)).split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});
