// What a visit to a page is in the product's words, by OULAD activity type. The source has no lesson and no progress: the
// first visit of a learner to a content page stands in for `lesson.completed`, every further one is `content.viewed`.

/** The event types of a learner's first and later visits to a site. */
export interface VisitTypes {
  first: string;
  again: string;
}

const CONTENT = new Set(["oucontent", "resource", "url", "page", "subpage", "sharedsubpage", "glossary", "dataplus"]);

const OTHER: Record<string, string> = {
  ouelluminate: "live.joined",
  oucollaborate: "live.joined",
  quiz: "quiz.attempted",
  externalquiz: "quiz.attempted",
  forumng: "forum.posted",
  ouwiki: "wiki.edited",
};

/** Types of visits to a site of an activity type. The home page, and types not known here, are viewed but are no progress. */
export function visitTypes(activityType: string): VisitTypes {
  if (CONTENT.has(activityType)) return { first: "lesson.completed", again: "content.viewed" };
  const type = OTHER[activityType] ?? "content.viewed";
  return { first: type, again: type };
}
