// Putting selected nodes in line.
import {
  AlignCenterOutlined,
  AlignLeftOutlined,
  AlignRightOutlined,
  ColumnHeightOutlined,
  ColumnWidthOutlined,
  VerticalAlignBottomOutlined,
  VerticalAlignMiddleOutlined,
  VerticalAlignTopOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Alignment } from "#designer/document/commands-place.ts";
import type { Action } from "./action.ts";
import { measuredSizes, selectedNodes } from "./store.ts";
import { alignWords as words } from "./words-actions.ts";

function aligned(how: Alignment, icon: ReactNode, least = 2): Action {
  return {
    id: `align-${how}`,
    group: "align",
    label: words[how],
    icon,
    keys: [],
    isEdit: true,
    isOpen: (canvas) => selectedNodes(canvas).length >= least,
    run: ({ store }) => {
      const canvas = store.getState();
      canvas.dispatch({ do: "align", ids: selectedNodes(canvas), how, sizes: measuredSizes(canvas) });
    },
  };
}

/** See the head of this file. */
export const alignActions: readonly Action[] = [
  aligned("left", <AlignLeftOutlined />),
  aligned("centre", <AlignCenterOutlined />),
  aligned("right", <AlignRightOutlined />),
  aligned("top", <VerticalAlignTopOutlined />),
  aligned("middle", <VerticalAlignMiddleOutlined />),
  aligned("bottom", <VerticalAlignBottomOutlined />),
  aligned("columns", <ColumnWidthOutlined />, 3),
  aligned("rows", <ColumnHeightOutlined />, 3),
];
