// The layout of a large drawing in a thread of its own: takes a draft with the sizes that are known, gives places.
import type { Draft, Places } from "#designer/document/draft.ts";
import { layoutOf } from "#designer/document/layout.ts";
import type { Sizes } from "#designer/document/size.ts";

/** What the thread is asked. */
export interface LayoutQuestion {
  readonly draft: Draft;
  readonly sizes: Sizes;
}

addEventListener("message", ({ data }: MessageEvent<LayoutQuestion>) => {
  const places: Places = layoutOf(data.draft, data.sizes);
  postMessage(places);
});
