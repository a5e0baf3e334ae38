// A long table of rows of one height, of which only those in view are drawn. One stop of the keyboard: arrows move, Enter opens.
import { type KeyboardEvent, type ReactNode, type UIEvent, useId, useLayoutEffect, useRef, useState } from "react";
import "./virtual-grid.css";

/** A column; `width` is a track of CSS grid. */
export interface GridColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly width: string;
  readonly render: (row: Row) => ReactNode;
}

interface Given<Row> {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly GridColumn<Row>[];
  onOpen: (row: Row) => void;
  /** Called when the end comes into view. */
  onEnd: () => void;
  /** Whether there are no rows beyond these. */
  isAll: boolean;
  foot?: ReactNode;
}

const ROW_PX = 56;
const BEYOND = 8;

/** The table. */
export function VirtualGrid<Row>(given: Given<Row>) {
  const { rows, columns, keyOf, label, foot } = given;
  const id = useId();
  const view = useView(rows.length, given.onEnd);
  const [active, move] = useActive(rows.length, view.show);
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };
  const [first, last] = view.range;
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    if (event.key === "Enter" && row !== undefined && event.target === event.currentTarget) given.onOpen(row);
    else move(event);
  };
  return (
    <div className="wb-grid">
      <table
        ref={view.ref}
        className="wb-grid-body"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are chosen by arrow keys is a grid
        role="grid"
        aria-label={label}
        aria-rowcount={given.isAll ? rows.length + 1 : -1}
        aria-activedescendant={active >= first && active < last ? `${id}-${active}` : undefined}
        tabIndex={0}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr className="wb-grid-head" aria-rowindex={1} style={tracks}>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="wb-grid-space" style={{ height: rows.length * ROW_PX }}>
          {rows.slice(first, last).map((row, offset) => (
            <tr
              key={keyOf(row)}
              id={`${id}-${first + offset}`}
              aria-rowindex={first + offset + 2}
              aria-selected={active === first + offset}
              className="wb-grid-row"
              style={{ ...tracks, top: (first + offset) * ROW_PX }}
              onClick={() => given.onOpen(row)}
            >
              {columns.map(({ key, render }) => (
                <td key={key}>{render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {foot !== undefined && <div className="wb-grid-foot">{foot}</div>}
    </div>
  );
}

function useView(count: number, onEnd: () => void) {
  const ref = useRef<HTMLTableElement>(null);
  const [{ top, height }, setPlace] = useState({ top: 0, height: 600 });
  const end = useRef(onEnd);
  end.current = onEnd;
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setPlace({ top: element.scrollTop, height: element.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (top + height > (count - BEYOND) * ROW_PX) end.current();
  }, [top, height, count]);
  const first = Math.max(0, Math.floor(top / ROW_PX) - BEYOND);
  const last = Math.min(count, Math.ceil((top + height) / ROW_PX) + BEYOND);
  return {
    ref,
    range: [first, last] as const,
    onScroll: ({ currentTarget }: UIEvent<HTMLTableElement>) =>
      setPlace({ top: currentTarget.scrollTop, height: currentTarget.clientHeight }),
    show: (index: number) => {
      const element = ref.current;
      if (element === null) return;
      const at = index * ROW_PX;
      const room = element.clientHeight - 2 * ROW_PX;
      if (at < element.scrollTop) element.scrollTop = at;
      else if (at > element.scrollTop + room) element.scrollTop = at - room;
    },
  };
}

function useActive(count: number, show: (index: number) => void): [number, (event: KeyboardEvent) => void] {
  const [active, setActive] = useState(0);
  const steps: Readonly<Record<string, (from: number) => number>> = {
    ArrowDown: (from) => from + 1,
    ArrowUp: (from) => from - 1,
    PageDown: (from) => from + 10,
    PageUp: (from) => from - 10,
    Home: () => 0,
    End: () => count - 1,
  };
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(step(active), 0), Math.max(count - 1, 0));
    setActive(next);
    show(next);
  };
  return [Math.min(active, Math.max(count - 1, 0)), move];
}
