// The product's starter strategies as an answer.
import { listGallery } from "#shared/api/gallery.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { mount, type Routes } from "./mount.ts";

/** Adds the gallery. */
export function mountGallery(routes: Routes): void {
  const answer = { items: gallery.map(({ id, document }) => ({ id, document: { ...document } })) };
  mount(routes, listGallery, () => answer);
}
