import { visible } from '../../app/base/visible.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { payloadSize } from '../state/payload-bytes.ts';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import { Badge } from '../ui/badge.tsx';

const words = texts.inspect.facts;

/** Who sent it, when, and how. */
export function MessageFacts({ detail }: { readonly detail: PacketDetail }) {
  const { topic, time, direction, qos, retain, dup, client, address, protocolVersion, frameSize } = detail;
  return (
    <dl className="facts-grid" aria-label={words.label}>
      {topic === '' ? undefined : (
        <>
          <dt>{words.topic}</dt>
          <dd className="mono">{visible(topic)}</dd>
        </>
      )}
      <dt>{words.time}</dt>
      <dd className="mono">{exactTime(time)}</dd>
      <dt>{words.direction}</dt>
      <dd>
        {words.directions[direction]} · {detail.type.toUpperCase()}{' '}
        <Badges qos={qos} retain={retain} dup={dup} />
      </dd>
      <dt>{words.client}</dt>
      <dd className="mono">{client}</dd>
      <dt>{words.address}</dt>
      <dd className="mono">{address}</dd>
      <dt>{words.version}</dt>
      <dd>MQTT {words.versions[protocolVersion]}</dd>
      <dt>{words.size}</dt>
      <dd>{words.packetSize(size(frameSize), size(payloadSize(detail)))}</dd>
    </dl>
  );
}

const { qos: qosName, retained, dup: dupName } = texts.explore.history;

function Badges({ qos, retain, dup }: Pick<PacketDetail, 'qos' | 'retain' | 'dup'>) {
  return (
    <>
      <Badge kind={`qos${qos}`} text={`Q${qos}`} name={qosName(qos)} />{' '}
      {retain ? <Badge kind="retained" text="RET" name={retained} /> : undefined}{' '}
      {dup ? <Badge kind="dup" text="DUP" name={dupName} /> : undefined}
    </>
  );
}
