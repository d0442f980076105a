import type { InspectedPacket } from '../state/inspector-slice.ts';
import { payloadSize } from '../state/payload-bytes.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { classNames } from '../ui/class-names.ts';
import { LargePayload } from './large-payload.tsx';
import { MessageFacts } from './message-facts.tsx';
import { PayloadBar } from './payload-bar.tsx';
import { PayloadView } from './payload-view.tsx';
import { useDecoded } from './use-decoded.ts';

const words = texts.inspect.payload;

/** The payload: decoded as it looks, or as chosen by hand; its bytes are always one click away. */
export function PayloadTab({ packet }: { readonly packet: InspectedPacket }) {
  return packet.payload === undefined ? (
    <LargePayload packet={packet} />
  ) : (
    <WholePayload packet={packet} payload={packet.payload} />
  );
}

interface WholePayloadProps {
  readonly packet: InspectedPacket;
  readonly payload: Uint8Array;
}

function WholePayload({ packet, payload }: WholePayloadProps) {
  const { topic, retain } = packet.detail;
  const byHand = useApp(({ inspector }) =>
    inspector.format?.topic === topic ? inspector.format.format : undefined,
  );
  const isPretty = useApp((state) => state.inspector.isPretty);
  const isLatest = useApp((state) => state.selection.sequence === undefined);
  const { decoded, isUnderWay } = useDecoded(payload, byHand, isPretty);
  const format = byHand ?? decoded?.sniffed;
  return (
    <div className="inspector-tab">
      <PayloadBar packet={packet} format={format} sniffed={decoded?.sniffed} isDecoding={isUnderWay} />
      {payloadSize(packet.detail) === 0 ? (
        <p className="inspector-note">{retain ? words.emptyRetained : words.empty}</p>
      ) : decoded === undefined || format === undefined ? (
        <p className="inspector-note">{words.decoding}</p>
      ) : (
        // Of a topic that goes on the message before stands there meanwhile; of a chosen row it would be another's.
        <div className={classNames('payload-shown', isUnderWay && !isLatest && 'payload-before')}>
          <PayloadView topic={topic} payload={payload} format={format} decoded={decoded} />
        </div>
      )}
      <MessageFacts detail={packet.detail} />
    </div>
  );
}
