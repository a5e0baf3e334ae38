// What is known of a learner beside the time line: tier now, courses, consent, addresses as the person's role may see them.
import type { ReactNode } from "react";
import { useSession, useZone } from "#designer/api/session.tsx";
import { formatDate } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import { maskedRoles } from "#shared/api/contract.ts";
import { channelLabel, instantWords } from "./entry-parts.ts";
import type { LearnerCard, Named } from "./learner.ts";
import { type Choices, tierName } from "./learners.ts";
import { TierMark } from "./tier-mark.tsx";
import { learnersWords, learnerWords as words } from "./words-learners.ts";
import { fieldWords } from "./words-trail.ts";

interface Given {
  learner: LearnerCard;
  choices: Choices | undefined;
}

/** The header card. */
export function LearnerHeader({ learner, choices }: Given) {
  const say = useSay();
  return (
    <Panel title={say(words.now)}>
      <div className="wb-facts">
        <Now learner={learner} choices={choices} />
        <Courses learner={learner} choices={choices} />
        <Consent learner={learner} />
        <Contact learner={learner} />
        {learner.attributes.length > 0 && (
          <Fact title={say(words.attributes)}>
            <Pairs pairs={learner.attributes} />
          </Fact>
        )}
      </div>
    </Panel>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Pairs({ pairs }: { pairs: Named }) {
  return (
    <dl>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Now({ learner, choices }: Given) {
  const say = useSay();
  const zone = useZone();
  const open = learner.episodes.filter(({ isOpen }) => isOpen);
  return (
    <Fact title={say(learnersWords.tiers)}>
      {open.length === 0 && <span>{say(words.calm)}</span>}
      <ul>
        {open.map(({ strategy, subject, tier, tierAt, isHoldout }) => (
          <li key={`${strategy} ${subject}`}>
            <TierMark name={tierName(choices, strategy, tier)} rank={rankOf(choices, strategy, tier)} />{" "}
            {isHoldout && <span className="wb-tag">{say(learnersWords.holdout)}</span>}{" "}
            <small>{say(words.since(instantWords(tierAt, zone)))}</small>
          </li>
        ))}
      </ul>
      {learner.nextDueAt !== null && <small>{say(words.nextDue(instantWords(learner.nextDueAt, zone)))}</small>}
    </Fact>
  );
}

function rankOf(choices: Choices | undefined, strategy: string, tier: string): number | null {
  return choices?.tiers.find((one) => one.strategy === strategy && one.id === tier)?.rank ?? null;
}

function Courses({ learner, choices }: Given) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const titleOf = (course: string) => choices?.courses.find(({ id }) => id === course)?.title ?? course;
  return (
    <Fact title={say(words.enrolments)}>
      {learner.enrolments.length === 0 && <span className="wb-dim">{say(words.noEnrolments)}</span>}
      <ul>
        {learner.enrolments.map(({ course, startAt, end }) => (
          <li key={course}>
            {titleOf(course)}{" "}
            <small>
              {say(words.ended[end] ?? { zh: end, en: end })}
              {startAt !== null && ` · ${formatDate(startAt, locale, zone)}`}
            </small>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Consent({ learner }: { learner: LearnerCard }) {
  const say = useSay();
  const channels = ["push", "sms", "wechat", "email", "inapp"];
  const wordOf = (channel: string) => {
    const given = learner.consent[channel];
    return given === undefined ? words.unasked : given ? words.allowed : words.refused;
  };
  if (learner.isOptedOut)
    return (
      <Fact title={say(words.consent)}>
        <span className="wb-tag wb-tag-warn">{say(words.optedOut)}</span>
      </Fact>
    );
  return (
    <Fact title={say(words.consent)}>
      <Pairs pairs={channels.map((channel) => [say(channelLabel(channel)), say(wordOf(channel))] as const)} />
      <small>{say(words.unaskedHow)}</small>
    </Fact>
  );
}

function Contact({ learner }: { learner: LearnerCard }) {
  const say = useSay();
  const { person } = useSession();
  const { addresses, guardian } = learner;
  const called = (pairs: Named) => pairs.map(([channel, value]) => [say(channelLabel(channel)), value] as const);
  return (
    <Fact title={say(words.contact)}>
      {addresses.length === 0 && <span className="wb-dim">{say(words.noContact)}</span>}
      <Pairs pairs={called(addresses)} />
      {guardian !== null && (
        <Pairs
          pairs={[[say(fieldWords.guardian ?? words.contact), guardian.name ?? ""], ...called(guardian.addresses)]}
        />
      )}
      {maskedRoles.includes(person.role) && addresses.length > 0 && <small>{say(words.masked)}</small>}
    </Fact>
  );
}
