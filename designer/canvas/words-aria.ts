// The words of the canvas that only a screen reader says.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** See the head of this file. */
export const ariaWords = {
  node: say(
    "按回车选中，方向键移动，N 在其后添加，C 连接，E 编辑，Delete 删除，问号查看快捷键",
    "Enter selects, arrows move, N adds after it, C connects, E edits, Delete removes, question mark lists shortcuts",
  ),
  edge: say("按回车选中，N 插入节点，Delete 删除", "Enter selects, N inserts a node, Delete removes"),
  moved: (x: number, y: number) => say(`已移动到横 ${x}，纵 ${y}`, `Moved to ${x} across, ${y} down`),
  map: say("缩略图", "Map"),
  handle: say("连接点", "Connection point"),
} as const;
