import { MessageSquareText, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../app/contract/answer.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { PacketView } from '../packet/packet-view.tsx';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';

const words = texts.trace.packet;

/** The fields and bytes of the packet that was chosen in the diagram. */
export function TracePacketPanel() {
  const sequence = useApp((state) => state.trace.packet);
  const close = useApp((state) => state.openTracePacket);
  const focusPlace = useApp((state) => state.focusPlace);
  const answer = usePacket(sequence);
  if (sequence === undefined) return undefined;
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close(undefined);
    focusPlace('traceSteps');
  };
  return (
    <section className="trace-packet" aria-label={words.label} onKeyDown={leave}>
      <Content answer={answer} title={words.title(sequence)} />
    </section>
  );
}

interface ContentProps {
  readonly answer: Answer<PacketDetail> | undefined;
  readonly title: string;
}

function Content({ answer, title }: ContentProps) {
  if (answer?.ok !== true) {
    return (
      <>
        <Toolbar>
          <h2>{title}</h2>
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
      <ShowMessage detail={answer.value} />
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

function ShowMessage({ detail }: { readonly detail: PacketDetail }) {
  const show = useApp((state) => state.showMessage);
  if (detail.type !== 'publish' || detail.topic === '') return undefined;
  return (
    <Button kind="quiet" onClick={() => void show(detail.topic, detail.sequence)}>
      <MessageSquareText aria-hidden="true" />
      {texts.trace.showMessage}
    </Button>
  );
}

/** The packet as soon as it is read; the one before until then. */
function usePacket(sequence: number | undefined): Answer<PacketDetail> | undefined {
  const client = useClient();
  const source = useApp((state) => state.selection.source);
  const [answer, setAnswer] = useState<Answer<PacketDetail>>();
  const wanted = useRef(sequence);
  wanted.current = sequence;
  useEffect(() => {
    if (source === undefined || sequence === undefined) return;
    void client.call('packet.read', { source, sequence }).then((read) => {
      if (wanted.current === sequence) setAnswer(read);
    });
  }, [client, source, sequence]);
  return answer;
}
