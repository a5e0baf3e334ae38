// The floor under all strategies: quiet hours, caps of the school, hosts that may be called, and what the sandbox imitates.
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { NumberInput } from "#designer/form/inputs.tsx";
import { CapsField } from "#designer/form/policy-fields.tsx";
import { toBasisPoints, toPercent } from "#designer/form/shares.ts";
import { useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { channels } from "#shared/channel/all.ts";
import { lowerWeeklyCap } from "./lower-cap.ts";
import { Costs } from "./settings-costs.tsx";
import { SettingsField } from "./settings-field.tsx";
import { type Settings, SettingsEditor, type SettingsForm } from "./settings-form.tsx";
import { SwitchLine } from "./settings-switch.tsx";
import { sendingWords as words } from "./words-settings.ts";
import "#designer/form/form.css";

/** The page. */
export function SettingsSendingPage() {
  const say = useSay();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <SettingsEditor>
        {(form) => (
          <>
            <Quiet form={form} />
            <Caps form={form} />
            <Panel title={say(words.hosts)}>
              <Hosts form={form} />
            </Panel>
            <Costs form={form} />
            <Rates form={form} />
          </>
        )}
      </SettingsEditor>
    </Page>
  );
}

function Quiet({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const { quiet } = settings;
  const ends = [
    { key: "from" as const, label: words.from },
    { key: "to" as const, label: words.to },
  ];
  return (
    <Panel title={say(words.quiet)}>
      <p className="wb-settings-how">{say(words.quietHow)}</p>
      <SwitchLine
        label={say(words.quietOn)}
        isOn={quiet !== null}
        onChange={(isOn) => change({ quiet: isOn ? { from: "22:00", to: "08:00" } : null })}
      />
      {quiet !== null &&
        ends.map(({ key, label }) => (
          <SettingsField key={key} label={say(label)} wrong={wrongAt("quiet", key)}>
            {(control) => (
              <Input
                {...control}
                type="time"
                style={{ width: 152 }}
                value={quiet[key]}
                onChange={({ target }) => change({ quiet: { ...quiet, [key]: target.value } })}
              />
            )}
          </SettingsField>
        ))}
      <ProviderQuiet />
    </Panel>
  );
}

function ProviderQuiet() {
  const say = useSay();
  return channels
    .map((channel) => channel.describe())
    .map(({ channel, label, providerQuiet }) =>
      providerQuiet === undefined ? null : (
        <p key={channel} className="wb-dim">
          {say(words.providerQuiet(say(label), providerQuiet.from, providerQuiet.to))}
        </p>
      ),
    );
}

/** What a report has sent somebody here for: put in by a click, and saved as everything is. */
function ProposedCap({ form: { settings, change } }: { form: SettingsForm }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(() => new URLSearchParams(location.search).get("propose") === "weekly-cap");
  if (!isOpen) return null;
  const take = () => {
    change({ caps: lowerWeeklyCap(settings.caps) });
    setOpen(false);
  };
  return (
    <Alert
      className="wb-settings-note"
      type="info"
      showIcon
      title={say(words.proposed)}
      description={say(words.proposedHow)}
      action={
        <Button type="primary" onClick={take}>
          {say(words.proposedTake)}
        </Button>
      }
    />
  );
}

function Caps({ form }: { form: SettingsForm }) {
  const { settings, change, wrongAt } = form;
  const say = useSay();
  const name = say(words.caps);
  const wrong = wrongAt("caps");
  return (
    <Panel title={name}>
      <p className="wb-settings-how">{say(words.capsHow)}</p>
      <ProposedCap form={form} />
      {settings.caps.length === 0 && <p className="wb-dim">{say(words.noCaps)}</p>}
      <div className="wb-form wb-caps">
        <CapsField
          field={{ field: "caps", path: "caps", label: { "zh-CN": words.caps.zh, en: words.caps.en } }}
          inputId=""
          name={name}
          value={settings.caps}
          write={(caps) => change({ caps: (caps ?? []) as Settings["caps"] })}
        />
      </div>
      {wrong.length > 0 && (
        <p className="wb-setting-wrong" role="status">
          {wrong[0]}
        </p>
      )}
    </Panel>
  );
}

const linesOf = (text: string) =>
  text
    .split(/[\s,，]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

function Hosts({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const [text, setText] = useState("");
  const kept = settings.allowedHosts.join("\n");
  const wrong = settings.allowedHosts.flatMap((host, index) =>
    wrongAt("allowedHosts", index).map((line) => `${host}: ${line}`),
  );
  return (
    <SettingsField label={say(words.hostList)} help={say(words.hostsHow)} wrong={wrong}>
      {(control) => (
        <Input.TextArea
          {...control}
          className="wb-mono"
          autoSize={{ minRows: 3, maxRows: 12 }}
          spellCheck={false}
          placeholder="hooks.example.com"
          value={linesOf(text).join("\n") === kept ? text : kept}
          onChange={({ target }) => {
            setText(target.value);
            change({ allowedHosts: linesOf(target.value) });
          }}
        />
      )}
    </SettingsField>
  );
}

const rates = ["delivered", "opened", "acted"] as const;

function Rates({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const { delivered, opened, acted } = settings.rates;
  return (
    <Panel title={say(words.rates)}>
      <p className="wb-settings-how">{say(words.ratesHow)}</p>
      {rates.map((rate) => (
        <SettingsField key={rate} label={say(words[rate])} wrong={wrongAt("rates", rate)}>
          {({ id }) => (
            <NumberInput
              id={id}
              value={toPercent(settings.rates[rate])}
              min={0}
              max={100}
              unit="%"
              write={(percent) =>
                percent !== null && change({ rates: { ...settings.rates, [rate]: toBasisPoints(percent) } })
              }
            />
          )}
        </SettingsField>
      ))}
      {Math.max(opened, acted) > delivered && <p className="wb-dim">{say(words.ratesOrder)}</p>}
    </Panel>
  );
}
