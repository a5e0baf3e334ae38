// A value while it is typed: kept by the field itself, so that a key costs one small component, and written after a short rest, on leaving,
// or with Enter. Escape brings back what stood there when the field was entered.
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

const REST_MS = 200;

/** What a control needs of a value that is being typed. */
export interface Typing<T> {
  /** What the control shows. */
  readonly shown: T;
  type(next: T): void;
  /** On leaving the control. */
  leave(): void;
  onKeyDown(event: KeyboardEvent): void;
}

interface Pending<T> {
  readonly value: T;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Holds what is typed over `value`; `write` gets it when it is time, and may refuse it by doing nothing. */
export function useTyping<T>(value: T, write: (next: T) => void): Typing<T> {
  const [typed, setTyped] = useState<{ value: T } | null>(null);
  const begun = useRef<{ value: T } | null>(null);
  const pending = useRef<Pending<T> | null>(null);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  const settle = useCallback(() => {
    if (pending.current === null) return;
    clearTimeout(pending.current.timer);
    const next = pending.current.value;
    pending.current = null;
    latest.current(next);
  }, []);
  // A form that goes away, for another node say, writes what was typed.
  useEffect(() => settle, [settle]);
  const type = (next: T) => {
    begun.current ??= { value };
    if (pending.current !== null) clearTimeout(pending.current.timer);
    pending.current = { value: next, timer: setTimeout(settle, REST_MS) };
    setTyped({ value: next });
  };
  const leave = () => {
    settle();
    begun.current = null;
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") settle();
    if (event.key !== "Escape" || begun.current === null) return;
    event.stopPropagation();
    event.preventDefault();
    const first = begun.current.value;
    if (pending.current !== null) clearTimeout(pending.current.timer);
    pending.current = null;
    begun.current = null;
    setTyped(null);
    if (first !== value) latest.current(first);
  };
  return { shown: typed === null ? value : typed.value, type, leave, onKeyDown };
}
