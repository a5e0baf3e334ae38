// Who a draft is tried on: a made-up learner with channels, attributes and holdout set by hand, or a real one with what they did.
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, Switch } from "antd";
import { useState } from "react";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { isAttributeKey } from "#shared/event/learner.ts";
import { isZone } from "#shared/kernel/zone.ts";
import type { Attribute } from "#shared/state/facts.ts";
import { TryLoad } from "./try-load.tsx";
import { channelLabel } from "./try-say.ts";
import type { TrialLearner } from "./try-trial.ts";
import { useTrial } from "./try-use.tsx";
import { tryWords as words } from "./words-try.ts";

/** The learner. */
export function TryLearner() {
  const say = useSay();
  const { trial, change } = useTrial();
  const { learner, isImitating } = trial;
  const set = (more: Partial<TrialLearner>) => change({ ...trial, learner: { ...learner, ...more } });
  const setProfile = (more: TrialLearner["profile"]) => set({ profile: { ...learner.profile, ...more } });
  return (
    <div className="wb-try-part">
      <TryLoad />
      <div className="wb-try-form">
        <div className="wb-try-field">
          <span aria-hidden="true">{say(words.name)}</span>
          <Input
            aria-label={say(words.name)}
            value={learner.profile.name ?? ""}
            onChange={({ target }) => setProfile({ name: target.value })}
          />
        </div>
        <Zone />
      </div>
      <div className="wb-try-row">
        <Switch
          aria-label={say(words.holdout)}
          checked={learner.isHoldout}
          onChange={(isHoldout) => set({ isHoldout })}
        />
        <span>{say(words.holdout)}</span>
        <Switch
          aria-label={say(words.imitate)}
          checked={isImitating}
          onChange={(isOn) => change({ ...trial, isImitating: isOn })}
        />
        <span title={say(words.imitateHow)}>{say(words.imitate)}</span>
      </div>
      <Channels />
      <Attributes />
    </div>
  );
}

/** Kept once it names a zone. */
function Zone() {
  const say = useSay();
  const { trial, change } = useTrial();
  const { learner } = trial;
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? learner.profile.zone ?? trial.school.zone;
  return (
    <div className="wb-try-field">
      <span aria-hidden="true">{say(words.learnerZone)}</span>
      <Input
        aria-label={say(words.learnerZone)}
        value={value}
        status={isZone(value) ? "" : "error"}
        onChange={({ target }) => {
          setTyped(target.value);
          if (!isZone(target.value)) return;
          change({ ...trial, learner: { ...learner, profile: { ...learner.profile, zone: target.value } } });
        }}
      />
    </div>
  );
}

/** An address that stands for any. */
const SOME_ADDRESS = "try";

function Channels() {
  const say = useSay();
  const locale = useLocale();
  const { trial, change } = useTrial();
  const { learner } = trial;
  const { addresses = {}, consent = {} } = learner.profile;
  const setAddress = (id: ChannelId, isThere: boolean) => {
    const { [id]: _gone, ...rest } = addresses;
    const next = isThere ? { ...rest, [id]: SOME_ADDRESS } : rest;
    change({ ...trial, learner: { ...learner, profile: { ...learner.profile, addresses: next } } });
  };
  const setConsent = (id: ChannelId, isGiven: boolean) => {
    const next = { ...consent, [id]: isGiven };
    change({ ...trial, learner: { ...learner, profile: { ...learner.profile, consent: next } } });
  };
  return (
    <table className="wb-try-channels">
      <thead>
        <tr>
          <th scope="col">{say(words.channel)}</th>
          <th scope="col">{say(words.address)}</th>
          <th scope="col">{say(words.consent)}</th>
        </tr>
      </thead>
      <tbody>
        {channels
          .filter(({ id }) => id !== "task" && id !== "webhook")
          .map((channel) => {
            const label = channelLabel(channel.id, locale);
            return (
              <tr key={channel.id}>
                <th scope="row">{label}</th>
                <td>
                  {channel.describe().needsAddress && (
                    <Switch
                      size="small"
                      aria-label={say(words.addressOf(label))}
                      checked={addresses[channel.id] !== undefined}
                      onChange={(isThere) => setAddress(channel.id, isThere)}
                    />
                  )}
                </td>
                <td>
                  <Switch
                    size="small"
                    aria-label={say(words.consentOf(label))}
                    checked={consent[channel.id] !== false}
                    onChange={(isGiven) => setConsent(channel.id, isGiven)}
                  />
                </td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

/** A value as typed: a number, yes or no, else text. */
function attributeOf(text: string): Attribute {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function Attributes() {
  const say = useSay();
  const { trial, change } = useTrial();
  const { learner } = trial;
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const set = (attributes: TrialLearner["attributes"]) => change({ ...trial, learner: { ...learner, attributes } });
  return (
    <form
      className="wb-try-part"
      onSubmit={(event) => {
        event.preventDefault();
        set({ ...learner.attributes, [name]: attributeOf(value) });
        setName("");
        setValue("");
      }}
    >
      <h3>{say(words.attributes)}</h3>
      <ul className="wb-try-attributes">
        {Object.entries(learner.attributes).map(([key, held]) => (
          <li key={key}>
            <code>{key}</code> {String(held)}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={say(words.remove(key))}
              onClick={() => {
                const { [key]: _gone, ...rest } = learner.attributes;
                set(rest);
              }}
            />
          </li>
        ))}
      </ul>
      <div className="wb-try-form">
        <Input
          aria-label={say(words.attribute)}
          placeholder={say(words.attribute)}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Input
          aria-label={say(words.value)}
          placeholder={say(words.value)}
          value={value}
          onChange={({ target }) => setValue(target.value)}
        />
        <Button htmlType="submit" disabled={!isAttributeKey(name)}>
          {say(words.addAttribute)}
        </Button>
      </div>
    </form>
  );
}
