import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../app/contract/answer.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import { PacketView } from '../packet/packet-view.tsx';
import { ShowMessage } from '../packet/show-message.tsx';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';

const words = texts.trace.packet;

/** The fields and bytes of the packet that was chosen in the diagram. */
export function TracePacketPanel() {
  const place = useApp((state) => state.trace.packet);
  const close = useApp((state) => state.openTracePacket);
  const focusPlace = useApp((state) => state.focusPlace);
  const answer = usePacket(place);
  if (place === undefined) return undefined;
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close(undefined);
    focusPlace('traceSteps');
  };
  return (
    <section className="trace-packet" aria-label={words.label} onKeyDown={leave}>
      <Content answer={answer} place={place} />
    </section>
  );
}

interface ContentProps {
  readonly answer: Answer<PacketDetail> | undefined;
  readonly place: PacketPlace;
}

function Content({ answer, place }: ContentProps) {
  if (answer?.ok !== true) {
    return (
      <>
        <Toolbar>
          <h2>{words.title(place.sequence)}</h2>
          <Spacer />
          <Close />
        </Toolbar>
        {answer === undefined ? (
          <Empty title={words.loading} />
        ) : (
          <ErrorBox message={answer.error.message} advice={answer.error.advice} />
        )}
      </>
    );
  }
  const actions = (
    <>
      <ShowMessage type={answer.value.type} place={place} />
      <Close />
    </>
  );
  return <PacketView detail={answer.value} actions={actions} />;
}

function Close() {
  const close = useApp((state) => state.openTracePacket);
  return (
    <IconButton name={words.close} onClick={() => close(undefined)}>
      <X aria-hidden="true" />
    </IconButton>
  );
}

/** The packet as soon as it is read; the one before until then. */
function usePacket(place: PacketPlace | undefined): Answer<PacketDetail> | undefined {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer<PacketDetail>>();
  const wanted = useRef(place);
  wanted.current = place;
  useEffect(() => {
    if (place === undefined) return;
    void client.call('packet.read', place).then((read) => {
      if (wanted.current === place) setAnswer(read);
    });
  }, [client, place]);
  return answer;
}
