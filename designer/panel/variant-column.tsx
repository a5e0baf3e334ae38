// One variant in one language: its name and weight, its fields, what is wrong with them, and how it arrives.
import { MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, InputNumber } from "antd";
import { useState } from "react";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import type { DraftVariant } from "#designer/document/draft.ts";
import { useSay } from "#designer/text/say.tsx";
import type { Locale } from "#shared/signal/words.ts";
import { ContentFields } from "./content-fields.tsx";
import { Frame } from "./frames.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { useDesk } from "./studio-desk.tsx";
import { ProblemList } from "./studio-problems.tsx";
import { TestSend } from "./test-send.tsx";
import type { Preview } from "./use-previews.ts";
import { contentOf, nextVariantId, shareRest, weightsOf, withWeights } from "./variants.ts";
import { named, previewWords, variantWords as words } from "./words-studio.ts";

interface Given {
  readonly index: number;
  readonly variant: DraftVariant;
  readonly preview: Preview | null;
  readonly isStale: boolean;
}

/** The variant. */
export function VariantColumn({ index, variant, preview, isStale }: Given) {
  const say = useSay();
  const { id, message, tag } = useDesk();
  const problems = useCanvas(({ judgement }) => judgement.problems);
  const place = ["messages", id, "variants", index, "content", tag];
  const own = problems.filter(({ path }) => place.every((step, at) => path[at] === step));
  const content = contentOf(variant, tag);
  return (
    <section className="wb-variant" aria-label={say(words.variant(variant.id))}>
      <VariantHead index={index} variant={variant} />
      {content === null && <Missing index={index} variant={variant} />}
      <ContentFields index={index} content={content} variant={variant.id} />
      <ProblemList problems={own} />
      <div className="wb-variant-preview" aria-busy={isStale}>
        <h3>{say(previewWords.title)}</h3>
        <Frame channel={message.channel} locale={tag} preview={preview} isWritten={content !== null} />
      </div>
    </section>
  );
}

function VariantHead({ index, variant }: { index: number; variant: DraftVariant }) {
  const say = useSay();
  const { message, isReadOnly, write } = useDesk();
  const { variants } = message;
  const weights = weightsOf(variants);
  const weigh = (percent: number | null) => {
    if (percent === null) return;
    write(["variants"], withWeights(variants, shareRest(weights, index, percent * 100)), `weight ${variant.id}`);
  };
  return (
    <header className="wb-variant-head">
      <h3>{named(variant.id)}</h3>
      <Input
        variant="borderless"
        value={typeof variant.name === "string" ? variant.name : ""}
        placeholder={say(words.namePlaceholder)}
        aria-label={say(words.name(variant.id))}
        maxLength={80}
        readOnly={isReadOnly}
        onChange={({ target }) =>
          write(["variants", index, "name"], target.value === "" ? undefined : target.value, `name ${variant.id}`)
        }
      />
      {variants.length > 1 && (
        <InputNumber
          size="small"
          className="wb-variant-weight"
          aria-label={say(words.weight(variant.id))}
          min={0}
          max={100}
          precision={2}
          suffix="%"
          controls={false}
          value={(weights[index] ?? 0) / 100}
          disabled={isReadOnly}
          onChange={weigh}
        />
      )}
      <VariantMenu index={index} variant={variant} />
    </header>
  );
}

/** What can be done with a variant. */
function VariantMenu({ index, variant }: { index: number; variant: DraftVariant }) {
  const say = useSay();
  const { id, message, isReadOnly, dispatch, write } = useDesk();
  const [dialog, setDialog] = useState<"test" | "rename" | null>(null);
  const { variants } = message;
  const duplicate = () => {
    const { name: _name, ...rest } = variant;
    dispatch({ do: "addVariant", message: id, variant: { ...rest, id: nextVariantId(variants), weight: 0 } });
  };
  const rename = (to: string) => {
    setDialog(null);
    if (to !== variant.id) write(["variants", index, "id"], to);
  };
  const isFull = isReadOnly || variants.length >= 10;
  const items = [
    { key: "test", label: say(words.test), onClick: () => setDialog("test") },
    { key: "rename", label: say(words.rename), disabled: isReadOnly, onClick: () => setDialog("rename") },
    { key: "duplicate", label: say(words.duplicate), disabled: isFull, onClick: duplicate },
    {
      key: "remove",
      danger: true,
      label: say(words.remove),
      disabled: isReadOnly || variants.length < 2,
      onClick: () => dispatch({ do: "removeVariant", message: id, variant: variant.id }),
    },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} autoFocus>
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={say(words.acts(variant.id))} />
      </Dropdown>
      {dialog === "test" && <TestSend variant={variant} onClose={() => setDialog(null)} />}
      {dialog === "rename" && (
        <RenameDialog
          id={variant.id}
          how={words.renameHow}
          isTaken={(to) => variants.some((one) => one.id === to)}
          onDone={rename}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** What is not written in this language yet, with the other one to begin from. */
function Missing({ index, variant }: { index: number; variant: DraftVariant }) {
  const say = useSay();
  const { tag, isReadOnly, write } = useDesk();
  const other: Locale = tag === "en" ? "zh-CN" : "en";
  const there = contentOf(variant, other);
  const name = (locale: Locale) => say(locale === "en" ? words.en : words.zh);
  return (
    <p className="wb-variant-missing" role="status">
      <span>{say(words.missing(name(tag)))}</span>
      {there !== null && (
        <>
          <small>{say(words.missingHow)}</small>
          <Button size="small" disabled={isReadOnly} onClick={() => write(["variants", index, "content", tag], there)}>
            {say(words.copyFrom(name(other)))}
          </Button>
        </>
      )}
    </p>
  );
}
