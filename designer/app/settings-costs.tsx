// What sends cost the school: what reports divide by the learners who came back.
import { NumberInput } from "#designer/form/inputs.tsx";
import { useSay } from "#designer/text/say.tsx";
import { Panel } from "#designer/ui/page.tsx";
import { channels } from "#shared/channel/all.ts";
import { SettingsField } from "./settings-field.tsx";
import type { SettingsForm } from "./settings-form.tsx";
import { sendingWords as words } from "./words-settings.ts";

/** The panel. */
export function Costs({ form: { settings, change, wrongAt } }: { form: SettingsForm }) {
  const say = useSay();
  return (
    <Panel title={say(words.costs)}>
      <p className="wb-settings-how">{say(words.costsHow)}</p>
      {channels
        .map((channel) => ({ id: channel.id, ...channel.describe() }))
        .map(({ id: channel, label, costFen = 0 }) => (
          <SettingsField key={channel} label={say(label)} wrong={wrongAt("costs", channel)}>
            {({ id }) => (
              <NumberInput
                id={id}
                value={settings.costs[channel] ?? costFen}
                min={0}
                max={1_000_000}
                unit={say(words.fen)}
                write={(fen) => fen !== null && change({ costs: { ...settings.costs, [channel]: Math.round(fen) } })}
              />
            )}
          </SettingsField>
        ))}
    </Panel>
  );
}
