// Tier by channel: the difference in each cell. No cell is coloured until the cells differ beyond chance; each says in words if it does.
import { useSay } from "#designer/text/say.tsx";
import type { Comparison } from "#shared/report/report.ts";
import type { SegmentRow } from "#shared/report/segment.ts";
import { signedPoints } from "./number-format.ts";
import { Plot } from "./plot.tsx";
import type { NameValue } from "./values.ts";
import { chartWords as words } from "./words-page.ts";

/** The map of a comparison. */
export function HeatMap({ comparison, nameValue }: { comparison: Comparison; nameValue: NameValue }) {
  const say = useSay();
  const segment = comparison.segments.find(({ cut }) => cut === "tierChannel");
  const rows = segment?.rows ?? [];
  const tiers = [...new Set(rows.map(({ value }) => value.split("\n")[0] ?? ""))];
  const channels = [...new Set(rows.map(({ value }) => value.split("\n")[1] ?? ""))];
  const isOpen = segment?.isOpen ?? false;
  return (
    <Plot title={say(words.heat)}>
      {rows.length === 0 ? (
        <p className="wb-dim">{say(words.heatNone)}</p>
      ) : (
        <>
          {!isOpen && <p className="wb-dim">{say(words.heatGrey)}</p>}
          <table className="wb-heat">
            <thead>
              <tr>
                <td />
                {channels.map((channel) => (
                  <th key={channel} scope="col">
                    {nameValue("channel", channel)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tiers.map((tier) => (
                <tr key={tier}>
                  <th scope="row">{nameValue("tier", tier)}</th>
                  {channels.map((channel) => (
                    <HeatCell
                      key={channel}
                      row={rows.find(({ value }) => value === `${tier}\n${channel}`)}
                      isOpen={isOpen}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Plot>
  );
}

function HeatCell({ row, isOpen }: { row: SegmentRow | undefined; isOpen: boolean }) {
  const say = useSay();
  if (row === undefined) return <td className="wb-dim">—</td>;
  const { treated, control, compared, isDifferent } = row;
  const counts = `${treated.x}/${treated.n} : ${control.x}/${control.n}`;
  const side =
    !isOpen || !isDifferent || compared === null ? "" : compared.difference > 0 ? "wb-heat-up" : "wb-heat-down";
  return (
    <td className={side}>
      {compared !== null && <strong>{signedPoints(compared.difference)}</strong>}
      <small>{counts}</small>
      {side !== "" && <small>{say(words.isDifferent)}</small>}
    </td>
  );
}
