// The small buttons of lists: add one, move one, remove one.
import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { words } from "./words.ts";

/** Adds one more; the label says of what. */
export function AddButton({ label, isOff = false, onAdd }: { label: string; isOff?: boolean; onAdd: () => void }) {
  return (
    <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} disabled={isOff} onClick={onAdd}>
      {label}
    </Button>
  );
}

/** Removes the nth (from 1). */
export function RemoveButton({ nth, isOff = false, onRemove }: { nth: number; isOff?: boolean; onRemove: () => void }) {
  const say = useSay();
  return (
    <Button
      size="small"
      type="text"
      icon={<CloseOutlined aria-hidden />}
      aria-label={say(words.removeNth(nth))}
      disabled={isOff}
      onClick={onRemove}
    />
  );
}

/** Moves the nth (from 1) of `count` up or down. */
export function MoveButtons({ nth, count, onMove }: { nth: number; count: number; onMove: (by: -1 | 1) => void }) {
  const say = useSay();
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={say(words.up(nth))}
        disabled={nth === 1}
        onClick={() => onMove(-1)}
      />
      <Button
        size="small"
        type="text"
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={say(words.down(nth))}
        disabled={nth === count}
        onClick={() => onMove(1)}
      />
    </>
  );
}

/** The list with the item at `index` moved by one. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const item = list[index];
  if (item === undefined || index + by < 0 || index + by >= list.length) return [...list];
  return list.toSpliced(index, 1).toSpliced(index + by, 0, item);
}
