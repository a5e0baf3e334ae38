// The school: what it is called, which clock it lives by, how it signs, when it rests, and whom it never contacts.
import { Input, Segmented, Select } from "antd";
import { NumberInput } from "#designer/form/inputs.tsx";
import { toBasisPoints, toPercent } from "#designer/form/shares.ts";
import { useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { SettingsField, SettingsSet } from "./settings-field.tsx";
import { SettingsEditor, type SettingsForm } from "./settings-form.tsx";
import { PauseList } from "./settings-pauses.tsx";
import { SwitchLine } from "./settings-switch.tsx";
import { accountWords } from "./words-account.ts";
import { schoolWords as words } from "./words-settings.ts";
import "#designer/form/form.css";

/** The page. */
export function SettingsSchoolPage() {
  const say = useSay();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <SettingsEditor>
        {(form) => (
          <>
            <Identity form={form} />
            <Signing form={form} />
            <Panel title={say(words.pauses)}>
              <p className="wb-settings-how">{say(words.pausesHow)}</p>
              <PauseList form={form} />
            </Panel>
            <Holdout form={form} />
            <Records form={form} />
          </>
        )}
      </SettingsEditor>
    </Page>
  );
}

function Identity({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const languages = [
    { value: "zh-CN" as const, label: say(accountWords.zh) },
    { value: "en" as const, label: say(accountWords.en) },
  ];
  return (
    <Panel title={say(words.identity)}>
      <SettingsField label={say(words.name)} help={say(words.nameHow)} wrong={wrongAt("schoolName")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={settings.schoolName}
            onChange={({ target }) => change({ schoolName: target.value })}
          />
        )}
      </SettingsField>
      <SettingsField label={say(words.zone)} help={say(words.zoneHow)} wrong={wrongAt("zone")}>
        {(control) => (
          <Select
            {...control}
            showSearch
            value={settings.zone}
            options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
            onChange={(zone) => change({ zone })}
          />
        )}
      </SettingsField>
      <SettingsSet label={say(words.locale)} help={say(words.localeHow)}>
        <Segmented
          aria-label={say(words.locale)}
          options={languages}
          value={settings.locale}
          onChange={(locale) => change({ locale })}
        />
      </SettingsSet>
      <SettingsField label={say(words.resume)} help={say(words.resumeHow)} wrong={wrongAt("resumeUrl")}>
        {(control) => (
          <Input
            {...control}
            type="url"
            value={settings.resumeUrl ?? ""}
            onChange={({ target }) => change({ resumeUrl: target.value === "" ? null : target.value })}
          />
        )}
      </SettingsField>
    </Panel>
  );
}

const zones = Intl.supportedValuesOf("timeZone");

function Signing({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const mark = settings.signature === "" ? "" : `【${settings.signature}】`;
  return (
    <Panel title={say(words.signing)}>
      <SettingsField label={say(words.signature)} help={say(words.signatureHow)} wrong={wrongAt("signature")}>
        {(control) => (
          <Input
            {...control}
            maxLength={40}
            prefix="【"
            suffix="】"
            value={settings.signature}
            onChange={({ target }) => change({ signature: target.value })}
          />
        )}
      </SettingsField>
      <SettingsField label={say(words.smsTail)} help={say(words.smsTailHow)} wrong={wrongAt("smsTail")}>
        {(control) => (
          <Input
            {...control}
            maxLength={40}
            value={settings.smsTail}
            onChange={({ target }) => change({ smsTail: target.value })}
          />
        )}
      </SettingsField>
      <SettingsSet label={say(words.preview)}>
        <span className="wb-sms">{`${mark}${say(words.previewText)}${settings.smsTail}`}</span>
      </SettingsSet>
    </Panel>
  );
}

const KEPT_DAYS = [null, 400, 730, 1095] as const;

function Records({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const label = (days: number | null) =>
    days === null ? say(words.keptForEver) : say(words.keptDays).replace("{days}", String(days));
  const choices = [...new Set([...KEPT_DAYS, settings.logDays])];
  return (
    <Panel title={say(words.records)}>
      <SettingsField label={say(words.kept)} help={say(words.keptHow)} wrong={wrongAt("logDays")}>
        {(control) => (
          <Select
            {...control}
            value={settings.logDays ?? 0}
            options={choices.map((days) => ({ value: days ?? 0, label: label(days) }))}
            onChange={(days) => change({ logDays: days === 0 ? null : days })}
          />
        )}
      </SettingsField>
    </Panel>
  );
}

const FIRST_SALT = "school";
const FIRST_WEIGHT = 500;

function Holdout({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  const { holdout } = settings;
  return (
    <Panel title={say(words.holdout)}>
      <p className="wb-settings-how">{say(words.holdoutHow)}</p>
      <SwitchLine
        label={say(words.holdoutOn)}
        isOn={holdout !== null}
        onChange={(isOn) => change({ holdout: isOn ? { salt: FIRST_SALT, weight: FIRST_WEIGHT } : null })}
      />
      {holdout !== null && (
        <>
          <SettingsField label={say(words.holdoutShare)} wrong={wrongAt("holdout", "weight")}>
            {({ id }) => (
              <NumberInput
                id={id}
                value={toPercent(holdout.weight)}
                min={0}
                max={100}
                unit="%"
                write={(percent) =>
                  percent !== null && change({ holdout: { ...holdout, weight: toBasisPoints(percent) } })
                }
              />
            )}
          </SettingsField>
          <SettingsField
            label={say(words.holdoutSalt)}
            help={say(words.holdoutSaltHow)}
            wrong={wrongAt("holdout", "salt")}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={64}
                value={holdout.salt}
                onChange={({ target }) => change({ holdout: { ...holdout, salt: target.value } })}
              />
            )}
          </SettingsField>
        </>
      )}
    </Panel>
  );
}
