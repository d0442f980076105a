import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import { outcomeSentence, outcomeText, weightOf, whatText } from '../exchange/row-texts.ts';
import type { LabRun } from '../state/lab-draft.ts';
import { useApp } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';
import { texts } from '../texts/en.ts';
import { timeOfDay } from '../texts/time.ts';
import { useLabDraft } from './use-lab-draft.ts';

const words = texts.lab.came;

/** Exchanges that show, the newest; of a gate, through which one like the other goes, fewer. */
const shown = 6;
const shownOfGate = 3;
/** Milliseconds by which an exchange may be on record before what has caused it. */
const before = 20;

/** The exchanges that tell what came of it. */
const filters: Readonly<Record<LabRun['name'], string>> = {
  die: '(kind:connect or kind:disconnect or kind:loss)',
  'disconnect-with-will': '(kind:connect or kind:disconnect or kind:loss)',
  sleep: '(kind:connect or kind:disconnect or kind:loss)',
  resume: '(kind:connect or kind:disconnect or kind:loss)',
  'take-over': '(kind:connect or kind:disconnect or kind:loss)',
  publish: '(kind:publish direction:sent)',
  send: '(direction:sent or kind:disconnect or kind:loss)',
  gate: 'kind:publish',
};

interface CameProps {
  readonly profile: Profile;
  readonly name: LabRun['name'];
}

/** What came of it, once it was done: the exchanges since then, each leading to its packets. */
export function Came({ profile, name }: CameProps) {
  const [{ ran }] = useLabDraft(profile.id);
  return ran?.name === name ? <Since profile={profile} ran={ran} /> : undefined;
}

function Since({ profile, ran }: { readonly profile: Profile; readonly ran: LabRun }) {
  const from = new Date(ran.at / 1_000 - before).toISOString();
  const { value } = useFeed('trace.list', {
    source: profile.id,
    filter: `${filters[ran.name]} time>=${from}`,
    deliveries: false,
    window: { at: 'end', count: ran.name === 'gate' ? shownOfGate : shown },
  });
  const rows = value?.rows ?? [];
  const earlier = value === undefined ? 0 : value.end - value.first - rows.length;
  return (
    <p className="lab-came" aria-live="polite">
      <span className="lab-expected-word" title={words.hint(timeOfDay(ran.at))}>
        {words.label}
      </span>{' '}
      {rows.length === 0 ? words.nothing : undefined}
      {earlier > 0 ? `${words.earlier(earlier)} ` : undefined}
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
      <Present ran={ran} profile={profile} />
    </p>
  );
}

function Row({ row }: { readonly row: ExchangeRow }) {
  const show = useApp((state) => state.showExchange);
  return (
    <button
      type="button"
      className={`lab-came-row qos-${weightOf(row)}`}
      title={outcomeSentence(row)}
      onClick={() => show(row.id)}
    >
      {`${whatText(row)}: ${row.kind === 'loss' && row.detail !== '' ? row.detail : outcomeText(row)}`}
    </button>
  );
}

/** What CONNACK said of the session, where the connection has come back. */
function Present({ ran, profile: { protocolVersion } }: { readonly ran: LabRun; readonly profile: Profile }) {
  const isBack = useApp(({ connection }) => {
    const state = connection?.state;
    return state?.kind === 'connected' && state.since >= ran.at;
  });
  const isPresent = useApp(({ connection }) => connection?.connack?.sessionPresent === true);
  const tells = (ran.name === 'resume' || ran.name === 'sleep') && protocolVersion !== 3;
  return isBack && tells ? <span>{words.present(isPresent)}</span> : undefined;
}
