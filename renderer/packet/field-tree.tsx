import { ChevronRight } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef } from 'react';
import { visible } from '../../app/base/visible.ts';
import { texts } from '../texts/en.ts';
import type { FieldRow } from './field-rows.ts';
import { fieldMove } from './field-rows.ts';

const words = texts.inspect.packet;

interface FieldTreeProps {
  readonly rows: readonly FieldRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string) => void;
  readonly onOpen: (path: string, isOpen: boolean) => void;
}

/** The fields of a packet with their values and clauses, as the ARIA tree pattern says. */
export function FieldTree({ rows, chosen, onChoose, onOpen }: FieldTreeProps) {
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = fieldMove(event.key, rows, chosen);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === 'to') onChoose(move.path);
    else onOpen(move.path, move.kind === 'open');
  };
  return (
    <div
      ref={tree}
      className="field-tree"
      role="tree"
      aria-label={words.label}
      tabIndex={0}
      aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen}`}
      onKeyDown={press}
    >
      {rows.map((row) => (
        <FieldItem
          key={row.path}
          id={`${id}-${row.path}`}
          row={row}
          isChosen={row.path === chosen}
          onChoose={onChoose}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

interface FieldItemProps {
  readonly id: string;
  readonly row: FieldRow;
  readonly isChosen: boolean;
  readonly onChoose: (path: string) => void;
  readonly onOpen: (path: string, isOpen: boolean) => void;
}

function FieldItem({ id, row, isChosen, onChoose, onOpen }: FieldItemProps) {
  const { field, path, level, position, siblings, isOpen } = row;
  const isBranch = field.fields.length > 0;
  const where = field.start === field.end ? words.noBytes : words.bytes(field.start, field.end);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus
    <div
      id={id}
      className="field-row"
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-selected={isChosen}
      title={`${field.name}: ${field.value}\n${where}`}
      style={{ paddingLeft: `calc(var(--pad) + ${level - 1} * var(--indent))` }}
      onClick={() => onChoose(path)}
      onDoubleClick={() => isBranch && onOpen(path, !isOpen)}
    >
      {isBranch ? (
        <ChevronRight
          className="field-twist"
          data-open={isOpen ? '' : undefined}
          aria-hidden="true"
          onClick={() => onOpen(path, !isOpen)}
        />
      ) : (
        <span className="field-twist" />
      )}
      <span className="field-name">{field.name}</span>
      <span className="field-value mono ellipsis">{visible(field.value)}</span>
      <span className="field-clause">{field.clause}</span>
    </div>
  );
}
