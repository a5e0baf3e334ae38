// Whether a second person approves what is published, with the rules of it.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useApi } from "#designer/api/client.tsx";
import { useCan } from "#designer/api/session.tsx";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { Page, Panel } from "#designer/ui/page.tsx";
import { rolesOf } from "#shared/api/contract.ts";
import { SettingsEditor, type SettingsForm } from "./settings-form.tsx";
import { membersQuery } from "./settings-people.ts";
import { SwitchLine } from "./settings-switch.tsx";
import { publishingWords as words } from "./words-settings.ts";

/** The page. */
export function SettingsPublishingPage() {
  const say = useSay();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <SettingsEditor>{(form) => <Approval form={form} />}</SettingsEditor>
      <Panel title={say(words.observe)}>
        <p className="wb-settings-how">{say(words.observeHow)}</p>
      </Panel>
    </Page>
  );
}

function Approval({ form: { settings, change } }: { form: SettingsForm }) {
  const say = useSay();
  const locale = useLocale();
  const { needsApproval } = settings.publish;
  const publishers = usePublisherCount();
  return (
    <Panel title={say(words.approval)}>
      <SwitchLine
        label={say(words.approvalOn)}
        isOn={needsApproval}
        onChange={(isOn) => change({ publish: { needsApproval: isOn } })}
      />
      {needsApproval && publishers !== null && publishers < 2 && (
        <Alert type="warning" showIcon title={say(words.few)} />
      )}
      <ul className="wb-rules">
        {words.rules[locale].map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** How many may publish; null where the person may not know. */
function usePublisherCount(): number | null {
  const mayAsk = useCan("admin");
  const { data } = useQuery({ ...membersQuery(useApi()), enabled: mayAsk });
  if (data === undefined) return null;
  return data.items.filter(({ isActive, role }) => isActive && rolesOf.publish.includes(role)).length;
}
