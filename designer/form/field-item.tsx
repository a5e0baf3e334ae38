// One item of a form as it is shown: a field with its label, help and problems, or alternatives with the fields of the one that holds.
import { Button, Radio } from "antd";
import { type ReactNode, useId } from "react";
import { getAt, type Path } from "#designer/document/path.ts";
import type { Problem } from "#designer/document/problems.ts";
import { useSay } from "#designer/text/say.tsx";
import { type Alternatives, type Field, type FormItem, isAlternatives, modeOf, takeMode } from "#shared/kernel/form.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { useSurroundings } from "./field-props.ts";
import { viewOf } from "./field-views.tsx";
import { problemsAt } from "./problems.ts";
import { words } from "./words.ts";
import { commandsFor } from "./write.ts";

/** Where a form writes to: a node, or the strategy (null). */
export interface Target {
  readonly nodeId: string | null;
  /** Where the owner stands in the document, for finding its problems. */
  readonly base: Path;
  readonly problems: readonly Problem[];
}

/** The items of a form. */
export function FormItems({ form, target }: { form: readonly FormItem[]; target: Target }) {
  return form.map((item) =>
    isAlternatives(item) ? (
      <AlternativesItem key={item.label.en} item={item} target={target} />
    ) : (
      <FieldItem key={item.path} field={item} target={target} />
    ),
  );
}

function useWrite({ nodeId }: Target): (values: Readonly<Record<string, unknown>>, group?: string) => void {
  const { owner, dispatch } = useSurroundings();
  return (values, group) => {
    for (const command of commandsFor(owner, values, nodeId)) dispatch(command, group);
  };
}

/** A field. */
export function FieldItem({ field, target }: { field: Field; target: Target }) {
  const say = useSay();
  const inputId = useId();
  const { owner } = useSurroundings();
  const write = useWrite(target);
  const { Control, isGroup = false } = viewOf(field.field);
  const name = say(field.label);
  const group = `field ${target.nodeId ?? ""} ${field.path}`;
  const control = (
    <Control
      field={field}
      inputId={inputId}
      name={name}
      value={getAt(owner, field.path.split("."))}
      write={(value) => write({ [field.path]: value }, group)}
    />
  );
  return (
    <Frame
      label={field.label}
      inputId={isGroup ? null : inputId}
      isOptional={field.isOptional === true && field.field !== "choice" && field.field !== "flag"}
      help={field.help}
      problems={problemsAt(target.problems, target.base, field.path)}
    >
      {control}
    </Frame>
  );
}

/** Alternatives. */
export function AlternativesItem({ item, target }: { item: Alternatives; target: Target }) {
  const say = useSay();
  const { owner } = useSurroundings();
  const write = useWrite(target);
  const mode = modeOf(owner, item);
  const take = (index: number) => {
    const taken = item.modes[index];
    if (taken !== undefined)
      write(takeMode(owner, item, taken), `mode ${target.nodeId ?? ""} ${item.label.en} ${index}`);
  };
  const shown = mode.fields.map(({ path }) => path);
  const beside = Object.keys(mode.with).filter(
    (path) => !shown.some((one) => one === path || one.startsWith(`${path}.`)),
  );
  return (
    <Frame
      label={item.label}
      inputId={null}
      isOptional={false}
      help={item.help}
      problems={beside.flatMap((path) => problemsAt(target.problems, target.base, path))}
    >
      <Radio.Group
        aria-label={say(item.label)}
        vertical={item.modes.length > 2}
        value={item.modes.indexOf(mode)}
        options={item.modes.map(({ label }, index) => ({ value: index, label: say(label) }))}
        onChange={(event) => take(Number(event.target.value))}
      />
      {mode.fields.length > 0 && (
        <div className="wb-inside">
          <FormItems form={mode.fields} target={target} />
        </div>
      )}
    </Frame>
  );
}

/** A label over a control, or over a group of controls, with its help and what is wrong with it. */
export function Frame(given: {
  readonly label: Words;
  readonly inputId: string | null;
  readonly isOptional: boolean;
  readonly help?: Words | undefined;
  readonly problems: readonly Problem[];
  readonly children: ReactNode;
}) {
  const say = useSay();
  const labelId = useId();
  const { inputId, label, help, problems } = given;
  const worst = problems.some(({ severity }) => severity === "error") ? " wb-field-bad" : "";
  return (
    <div className={`wb-field${worst}`} {...(inputId === null ? { role: "group", "aria-labelledby": labelId } : {})}>
      <div className="wb-field-head">
        {inputId === null ? (
          <span id={labelId} className="wb-field-label">
            {say(label)}
          </span>
        ) : (
          <label htmlFor={inputId} className="wb-field-label">
            {say(label)}
          </label>
        )}
        {given.isOptional && <span className="wb-field-optional">{say(words.optional)}</span>}
      </div>
      {given.children}
      {help !== undefined && <span className="wb-field-note">{say(help)}</span>}
      <ProblemLines problems={problems} />
    </div>
  );
}

/** Problems in words, each with its fix where one is certain. */
export function ProblemLines({ problems }: { problems: readonly Problem[] }) {
  const say = useSay();
  const { dispatch } = useSurroundings();
  if (problems.length === 0) return null;
  return (
    <div role="status">
      <ul className="wb-field-problems">
        {problems.map(({ code, severity, path, message, fix }) => (
          <li key={`${code} ${path.join(".")} ${message.en}`} className={`wb-field-problem-${severity}`}>
            <span>{say(message)}</span>
            {fix?.patch !== undefined && (
              <Button size="small" type="link" onClick={() => dispatch({ do: "patch", patch: fix.patch ?? [] })}>
                {say(fix.label)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
