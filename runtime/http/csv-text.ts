// Bytes of a CSV file to text: UTF-8 with or without a mark, or GB18030, which Excel writes on Chinese Windows.
import { TextDecoder } from "node:util";

/** Bytes held back, once a byte beyond ASCII was seen, to tell the two encodings apart. */
const PROBE_BYTES = 65_536;

/**
 * The text of a byte stream, decoded as it comes. ASCII means the same in both encodings, so the choice waits for the first other byte and
 * for 64 KB from there: what is valid UTF-8 is UTF-8, all else GB18030. Later faults become U+FFFD.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    if (decoder !== null) {
      yield decoder.decode(chunk, { stream: true });
    } else if (held.length === 0 && chunk.every((byte) => byte < 0x80)) {
      yield new TextDecoder().decode(chunk);
    } else {
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes < PROBE_BYTES) continue;
      decoder = new TextDecoder(encodingOf(held, false));
      for (const part of held) yield decoder.decode(part, { stream: true });
      held = [];
    }
  }
  decoder ??= new TextDecoder(encodingOf(held, true));
  for (const part of held) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

// Whether the text ends here matters: a character cut in half is a fault only at the end.
function encodingOf(parts: readonly Uint8Array[], isEnd: boolean): "utf-8" | "gb18030" {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const part of parts) decoder.decode(part, { stream: true });
    if (isEnd) decoder.decode();
    return "utf-8";
  } catch {
    return "gb18030"; // the decoder has no other way to say that the bytes are not UTF-8
  }
}
