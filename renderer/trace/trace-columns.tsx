import { texts } from '../texts/en.ts';

const words = texts.trace.list;
const { columns } = words;

/** The head of the table. */
export function TraceColumns() {
  return (
    <div className="trace-row trace-columns" role="row" aria-rowindex={1} tabIndex={-1}>
      <Title text={columns.id} hint={words.idHint} className="trace-id" />
      <Title text={columns.client} />
      <Title text={columns.what} />
      <Title text={columns.qos} />
      <Title text={columns.took} hint={words.tookHint} className="trace-took" />
      <Title text={columns.outcome} />
    </div>
  );
}

interface TitleProps {
  readonly text: string;
  readonly hint?: string;
  readonly className?: string;
}

function Title({ text, hint, className }: TitleProps) {
  return (
    <span role="columnheader" tabIndex={-1} className={className} title={hint}>
      {text}
    </span>
  );
}
