// The filters of a report, all of them in the address: a period, one property's value, and what tables are divided by.
import { Button, Input, Select } from "antd";
import { useSay } from "#designer/text/say.tsx";
import { reportCuts } from "#shared/api/reports.ts";
import { dateOfDay } from "#shared/kernel/zone.ts";
import type { StrategyReport } from "#shared/report/strategy-report.ts";
import { useReportSearch } from "./address.ts";
import type { NameValue } from "./values.ts";
import { cutWords, filterWords as words } from "./words-page.ts";

/** The filters. */
export function Filters({ report, nameValue }: { report: StrategyReport; nameValue: NameValue }) {
  const say = useSay();
  const [search, change] = useReportSearch();
  const cuts = reportCuts.map((cut) => ({ value: cut, label: say(cut === "all" ? words.everything : cutWords[cut]) }));
  const { cut = "all" } = search;
  const values = (report.values[cut] ?? []).map((value) => ({ value, label: nameValue(cut, value) }));
  const dateField = (name: "from" | "to", shown: string) => (
    <div className="wb-report-filter">
      <span>{say(words[name])}</span>
      <Input
        type="date"
        aria-label={say(words[name])}
        value={search[name] ?? shown}
        onChange={(event) => change({ [name]: event.target.value || undefined })}
      />
    </div>
  );
  return (
    <section className="wb-filters" aria-label={say(words.title)}>
      {dateField("from", dateOfDay(report.fromDay))}
      {dateField("to", dateOfDay(report.toDay))}
      <div className="wb-report-filter">
        <span>{say(words.only)}</span>
        <Select
          aria-label={say(words.only)}
          value={cut}
          options={cuts}
          onChange={(next) => change({ cut: next, value: undefined })}
        />
      </div>
      {cut !== "all" && (
        <div className="wb-report-filter">
          <span>{say(words.value)}</span>
          <Select
            aria-label={say(words.value)}
            value={search.value ?? null}
            options={values}
            onChange={(value) => change({ value })}
          />
        </div>
      )}
      <div className="wb-report-filter">
        <span>{say(words.by)}</span>
        <Select
          aria-label={say(words.by)}
          value={search.by ?? "tier"}
          options={cuts}
          onChange={(by) => change({ by })}
        />
      </div>
      <Button
        onClick={() => change({ from: undefined, to: undefined, cut: undefined, value: undefined, by: undefined })}
      >
        {say(words.clear)}
      </Button>
      <p className="wb-dim">{say(words.note)}</p>
    </section>
  );
}
