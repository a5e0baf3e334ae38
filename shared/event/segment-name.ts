// Segment's free event names to our types: "Lesson Completed" is lesson.completed, the rest is custom.
import { findEventKind, isEventType } from "./catalog.ts";
import { customType, slug } from "./text.ts";

/**
 * The event type of a Segment event name. A known type or a `custom.…` type passes as it is; a name that spells a known type in other
 * letters ("Lesson Completed", "lessonCompleted", "Enrollment Created") gives that type; any other gives `custom.<slug>`.
 */
export function segmentType(name: string): string {
  if (findEventKind(name) !== null) return name;
  if (name.startsWith("custom.") && isEventType(name)) return name;
  const spelled = slug(name)
    .replace(/^enrollment_/, "enrolment_")
    .replace("_", ".");
  return findEventKind(spelled) === null ? customType(name) : spelled;
}
