// What the actions of the canvas are called.
import type { Alignment } from "#designer/document/commands-place.ts";
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** Actions. */
export const actionWords = {
  undo: say("撤销", "Undo"),
  redo: say("重做", "Redo"),
  copy: say("复制", "Copy"),
  cut: say("剪切", "Cut"),
  paste: say("粘贴", "Paste"),
  duplicate: say("就地复制", "Duplicate"),
  remove: say("删除", "Delete"),
  all: say("全选", "Select all"),
  clear: say("取消选择", "Clear the selection"),
  save: say("立即保存", "Save now"),
  add: say("添加节点", "Add a node"),
  connect: say("连接到…", "Connect to…"),
  settings: say("编辑设置", "Edit settings"),
  layout: say("自动排列", "Lay out"),
  find: say("查找节点", "Find a node"),
  next: say("下一个节点", "Next node"),
  previous: say("上一个节点", "Previous node"),
  fit: say("显示全部", "Fit the view"),
  whole: say("100% 大小", "Zoom to 100%"),
  zoomIn: say("放大", "Zoom in"),
  zoomOut: say("缩小", "Zoom out"),
  pointer: say("框选模式", "Select by dragging"),
  hand: say("拖动画布模式", "Pan by dragging"),
  keys: say("快捷键", "Shortcuts"),
} as const;

/** Ways to align. */
export const alignWords: Readonly<Record<Alignment, Text>> = {
  left: say("左对齐", "Align left"),
  centre: say("水平居中", "Align centres"),
  right: say("右对齐", "Align right"),
  top: say("顶端对齐", "Align tops"),
  middle: say("垂直居中", "Align middles"),
  bottom: say("底端对齐", "Align bottoms"),
  columns: say("水平等距", "Distribute sideways"),
  rows: say("垂直等距", "Distribute downwards"),
};

/** The shortcut sheet. */
export const sheetWords = {
  title: say("画布快捷键", "Canvas shortcuts"),
  edit: say("编辑", "Edit"),
  draw: say("绘制", "Draw"),
  view: say("查看", "View"),
  toolbar: say("画布工具", "Canvas tools"),
  mouse: say("鼠标与方向键", "Mouse and arrows"),
  move: say("移动选中的节点（按住 Shift 移得更远）", "Move selected nodes (Shift: further)"),
  arrows: say("方向键", "Arrows"),
  box: say("框选", "Select by a box"),
  boxKeys: say("Shift + 拖动", "Shift + drag"),
  zoom: say("缩放", "Zoom"),
  zoomKeys: say("Ctrl + 滚轮", "Ctrl + wheel"),
  several: say("多选", "Select several"),
  severalKeys: say("Ctrl + 单击", "Ctrl + click"),
} as const;
