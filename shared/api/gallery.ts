// The gallery's route: the product's starter strategies, to look at and to copy.
import { z } from "zod";
import { contract } from "./contract.ts";

/** All starter strategies, in the gallery's order. */
export const listGallery = contract({
  method: "get",
  path: "/api/gallery",
  area: "strategies",
  summary: "The starter strategies of the product; a copy of one under an id of its own is a draft like any other.",
  access: "read",
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        document: z
          .record(z.string(), z.unknown())
          .meta({ description: "A strategy document; see /api/schema/strategy.json" }),
      }),
    ),
  }),
});
