// The content policy forbids building functions from text, which the validator tries with the first schema that is made: so this comes before
// every other module.
import { z } from "zod";

z.config({ jitless: true });
