import type { Qos } from '../../app/mqtt/packet.ts';
import { texts } from '../texts/en.ts';
import { Badge } from '../ui/badge.tsx';

export function QosBadge({ qos }: { readonly qos: Qos }) {
  return <Badge kind={`qos${qos}`} text={`Q${qos}`} name={texts.explore.history.qos(qos)} />;
}
