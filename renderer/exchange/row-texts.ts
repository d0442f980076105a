import { duration, secondsText } from '../../app/base/duration.ts';
import type { AskedFilter, ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import { awaitingWords, outcomes, sessionLost } from '../../app/contract/areas/trace/states.ts';
import { texts } from '../texts/en.ts';
import { asCell } from '../ui/table-column.ts';

const words = texts.trace;

/** An exchange as rows and diagrams know it. */
export type Exchange = Omit<ExchangeRow, 'row'>;

/** `Q2→Q1` as it is said in a cell: delivered with, granted; for what has no QoS the code that the answer said. */
export function qosText(exchange: Exchange): string {
  const { qos, deliveredQos, reason, filters = [], filtersCut = 0 } = exchange;
  if (qos !== undefined) return deliveredQos === undefined ? `Q${qos}` : `Q${qos}→Q${deliveredQos}`;
  const [first] = filters;
  if (first?.asked !== undefined) {
    const more = filters.length + filtersCut > 1 ? ' …' : '';
    return `Q${first.asked}${answerText(first, '→')}${more}`;
  }
  return reason === undefined || isBadGoodbye(exchange) ? '–' : reasonCode(reason.code);
}

function answerText({ granted, reason }: AskedFilter, before: string): string {
  if (granted !== undefined) return `${before}Q${granted}`;
  return reason === undefined ? '' : `${before}${reasonCode(reason.code)}`;
}

/** What was asked for a filter and what was answered: `plant/#: asked QoS 2, granted QoS 1`. */
function filterText({ filter, asked, granted, reason }: AskedFilter): string {
  const { askedQos, grantedQos } = words.list;
  const parts = [
    asked === undefined ? '' : askedQos(asked),
    granted === undefined ? '' : grantedQos(granted),
    reason === undefined ? '' : `${reasonCode(reason.code)} ${reason.name}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${filter.text}${filter.cut > 0 ? '…' : ''}: ${parts.join(', ')}`;
}

/** `0x85`. */
export function reasonCode(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** How long it took; of one that is not over nobody knows. */
export function tookText({ took, outcome }: Pick<Exchange, 'took' | 'outcome'>): string {
  return outcomes[outcome].isEnd ? timeText(took) : '–';
}

/** A time that something took, or that it crossed at once. */
export function timeText(took: number | undefined): string {
  if (took === undefined) return '–';
  // What crosses within one turn has the time of one read.
  return took < 50 ? words.list.atOnce : duration(took);
}

/** What became of it in a few words: `awaiting PUBACK`, `client identifier not valid`, `1 of 2 waiting`. */
export function outcomeText(exchange: Exchange): string {
  const { outcome, awaiting, reason, deliveries, will, detail } = exchange;
  if (deliveries !== undefined && outcome === 'complete') {
    const { failed, waiting, total } = deliveries;
    if (failed > 0) return words.list.notDelivered(failed, total);
    if (waiting > 0) return words.list.stillWaiting(waiting, total);
  }
  if (outcome === 'in-flight' && awaiting !== undefined) return awaitingWords(awaiting);
  if (outcome === 'refused' && reason !== undefined) return inWords(reason.name);
  const isBad = isBadGoodbye(exchange) && reason !== undefined;
  const became = isBad ? `${reasonCode(reason.code)} ${inWords(reason.name)}` : outcomes[outcome].words;
  if (outcome === 'abandoned' && detail.startsWith(sessionLost)) return words.list.withSessionLost(became);
  if (will === undefined) return became;
  // A column has little room, and a goodbye is complete anyway.
  return outcome === 'complete' && !isBad ? willText(will) : words.list.withWill(became, willText(will));
}

/** A DISCONNECT that says what is wrong: it has crossed, and is no good end. */
function isBadGoodbye({ kind, outcome, reason }: Exchange): boolean {
  return kind === 'disconnect' && outcome === 'complete' && reason !== undefined && reason.code >= 0x80;
}

function willText({ is, seconds }: NonNullable<Exchange['will']>): string {
  if (is === 'discarded') return words.list.willDiscarded;
  return seconds === undefined ? words.list.willDue : words.list.willDueIn(secondsText(seconds));
}

/** The same for a narrow place; `awaits` is for a mark that stands before the packet. Undefined where it is short. */
export function briefOutcome(
  exchange: Exchange,
): { readonly text: string; readonly awaits: boolean } | undefined {
  const { outcome, awaiting, deliveries } = exchange;
  const { brief } = words.list;
  if (outcome === 'in-flight' && awaiting !== undefined)
    return { text: awaiting.toUpperCase(), awaits: true };
  if (outcome === 'resent') return { text: brief.resent, awaits: false };
  if (outcome !== 'complete' || deliveries === undefined || deliveries.failed === 0) return undefined;
  return { text: brief.notDelivered(deliveries.failed, deliveries.total), awaits: false };
}

/** The word by which a filter finds what a row says of its outcome. */
export function outcomeWord({ outcome, deliveries }: Pick<Exchange, 'outcome' | 'deliveries'>): string {
  if (deliveries === undefined || outcome !== 'complete') return outcome;
  if (deliveries.failed > 0) return 'not-delivered';
  return deliveries.waiting > 0 ? 'waiting' : outcome;
}

/** The same with all that is known beside it. */
export function outcomeSentence(exchange: Exchange): string {
  return [outcomeText(exchange), ...besideOutcome(exchange)].join(' · ');
}

/**
 * The outcome as the standard has it: `no subscriber: The broker took the message, and no subscription matched it.` That of
 * a publisher is not that of a message which somebody did not get, or not yet.
 */
export function outcomeMeaning({ outcome, deliveries }: Pick<Exchange, 'outcome' | 'deliveries'>): string {
  const { words: name, meaning } = outcomes[outcome];
  const said = `${name}: ${meaning}`;
  if (deliveries === undefined) return said;
  const { failed, waiting, total } = deliveries;
  if (failed > 0) return words.list.forPublisher(words.list.notDelivered(failed, total), said);
  return waiting > 0 ? words.list.forPublisher(words.list.stillWaiting(waiting, total), said) : said;
}

/** What stands below the steps of how a connection began or ended, as of its will; else empty. */
export function connectionDetail({ kind, detail }: Pick<Exchange, 'kind' | 'detail'>): string {
  return kind === 'connect' || kind === 'disconnect' || kind === 'loss' ? detail : '';
}

/** What there is to say beside the outcome: why, how often it was sent again, to whom it was delivered. */
export function besideOutcome({
  detail,
  resends,
  deliveries,
  reason,
  findings,
  filters = [],
  filtersCut = 0,
}: Exchange): readonly string[] {
  const parts: string[] = filters.map(filterText).filter((text) => text !== '');
  if (filtersCut > 0) parts.push(words.list.moreFilters(filtersCut));
  if (detail !== '') parts.push(detail);
  if (resends > 0) parts.push(words.list.resends(resends));
  if (deliveries !== undefined) {
    parts.push(words.list.deliveries(deliveries.done, deliveries.total));
    if (deliveries.waiting > 0) parts.push(words.list.waiting(deliveries.waiting));
    if (deliveries.failed > 0) parts.push(words.list.failed(deliveries.failed));
  }
  if (reason !== undefined) parts.push(`${reasonCode(reason.code)} ${reason.name}`);
  if (reason?.cause !== undefined) parts.push(reason.cause);
  if (findings > 0) parts.push(words.list.hasFindings(findings));
  return parts;
}

/** How it is to be looked at: the colour of its outcome. */
export function weightOf(exchange: Exchange): 'good' | 'watch' | 'bad' {
  const { outcome, deliveries } = exchange;
  if (isBadGoodbye(exchange)) return 'bad';
  const { weight } = outcomes[outcome];
  if (weight !== 'good' || deliveries === undefined) return weight;
  if (deliveries.failed > 0) return 'bad';
  return deliveries.waiting > 0 ? 'watch' : 'good';
}

/** What it was about, as text: `SUBSCRIBE plant/#`, `plant/line-1/temp`. */
export function whatText({ kind, what }: Exchange): string {
  const cut = what.cut > 0 ? '…' : '';
  // A message that cannot be read has no topic.
  if (what.text === '') return words.kinds[kind];
  if (kind === 'publish' || kind === 'delivery') return `${what.text}${cut}`;
  return `${words.kinds[kind]} ${what.text}${cut}`;
}

/** A row as text to copy: cells with tabs between them. */
export function rowAsText(exchange: Exchange): string {
  return [
    String(exchange.id),
    exchange.client,
    whatText(exchange),
    qosText(exchange),
    tookText(exchange),
    outcomeSentence(exchange),
  ]
    .map(asCell)
    .join('\t');
}

/** The standard's name of a reason code within a sentence; abbreviations stay as they are. */
function inWords(name: string): string {
  return name.replaceAll(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
}
