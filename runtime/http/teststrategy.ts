// A small strategy for tests of the HTTP side.

const words = (text: string) => ({ "zh-CN": { title: text, body: text } });

/** A complaint gets an in-app message, an e-mail and a task at once. */
export const careful = {
  format: "winback.strategy/1",
  id: "careful",
  name: { en: "Careful" },
  purpose: "retention",
  subject: "learner",
  goal: { events: ["session.started"], days: 2, within: "P14D" },
  nodes: [
    { id: "angry", type: "signal", kind: "count", events: ["complaint.filed"], atLeast: 1, within: "P14D" },
    { id: "urgent", type: "tier", rank: 1, enter: { atLeast: 1 } },
    { id: "note", type: "send", message: "sorry" },
    { id: "mail", type: "send", message: "letter" },
    { id: "call", type: "task", group: "coach", title: { en: "Call" }, within: "P2D", outcomes: ["reached"] },
  ],
  edges: [
    { from: "angry", port: "on", to: "urgent" },
    ...["note", "mail", "call"].map((to) => ({ from: "urgent", port: "enter", to })),
  ],
  messages: {
    sorry: { channel: "inapp", variants: [{ id: "a", weight: 10_000, content: words("<b>Back</b>") }] },
    letter: {
      channel: "email",
      variants: [
        { id: "a", weight: 10_000, content: { "zh-CN": { subject: "Sorry", html: "<p>{{links.optOut}}</p>" } } },
      ],
    },
  },
};
