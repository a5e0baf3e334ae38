// Today's tables of the first page: each tier of each strategy, and each channel by what happened to its messages.
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { formatNumber } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { EmptyState } from "#designer/ui/page.tsx";
import { channelLabel, nameText } from "./entry-parts.ts";
import type { Overview } from "./overview.ts";
import { TierMark } from "./tier-mark.tsx";
import { overviewWords as words } from "./words-overview.ts";

/** The tiers. */
export function OverviewTiers({ tiers }: { tiers: Overview["today"]["tiers"] }) {
  const say = useSay();
  const locale = useLocale();
  const navigate = useNavigate();
  if (tiers.length === 0)
    return (
      <EmptyState
        title={say(words.byTierNone)}
        hint={say(words.byTierHow)}
        action={
          <Button onClick={() => void navigate({ to: "/strategies", search: { open: "gallery" } })}>
            {say(words.gallery)}
          </Button>
        }
      />
    );
  return (
    <table className="wb-table">
      <thead>
        <tr>
          <th scope="col">{say(words.strategy)}</th>
          <th scope="col">{say(words.tier)}</th>
          {[words.entered, words.inTier, words.recovered, words.lost].map((word) => (
            <th key={word.en} scope="col" className="wb-number">
              {say(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tiers.map(({ strategy, strategyName, tier, tierName, rank, entered, inTier, recovered, lost }) => (
          <tr key={`${strategy} ${tier}`}>
            <td>
              <Link to={`/strategies/${strategy}` as string}>{say(nameText(strategyName, strategy))}</Link>
            </td>
            <td>
              <TierMark name={nameText(tierName, tier)} rank={rank} />
            </td>
            <td className="wb-number">{formatNumber(entered, locale)}</td>
            <td className="wb-number">
              <Link
                to={"/learners" as string}
                search={{ strategy, tier }}
                aria-label={`${say(nameText(tierName, tier))}: ${inTier}`}
              >
                {formatNumber(inTier, locale)}
              </Link>
            </td>
            <td className="wb-number">{formatNumber(recovered, locale)}</td>
            <td className="wb-number">{formatNumber(lost, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shown = ["accepted", "delivered", "opened", "acted", "suppressed", "unreachable", "failed"];

/** The channels. */
export function OverviewChannels({ byChannel }: { byChannel: Overview["today"]["byChannel"] }) {
  const say = useSay();
  const locale = useLocale();
  const channels = Object.entries(byChannel);
  if (channels.length === 0) return <p className="wb-dim">{say(words.byChannelNone)}</p>;
  const states = shown.filter((state) => channels.some(([, counts]) => (counts[state] ?? 0) > 0));
  return (
    <table className="wb-table">
      <thead>
        <tr>
          <th scope="col">{say(words.channel)}</th>
          {states.map((state) => (
            <th key={state} scope="col" className="wb-number">
              {say(words.states[state] ?? { zh: state, en: state })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {channels.map(([channel, counts]) => (
          <tr key={channel}>
            <th scope="row">{say(channelLabel(channel))}</th>
            {states.map((state) => (
              <td key={state} className="wb-number">
                {formatNumber(counts[state] ?? 0, locale)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
