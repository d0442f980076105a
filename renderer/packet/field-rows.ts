import type { Field } from '../../app/mqtt/field.ts';

/** A field as a row of the tree, with its place in it. */
export interface FieldRow {
  readonly field: Field;
  /** `2.0.1`: the way to it, unique in the packet. */
  readonly path: string;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
}

/** The rows that show, in order; everything is open but what the user has closed. */
export function fieldRows(
  fields: readonly Field[],
  closed: ReadonlySet<string>,
  parent = '',
): readonly FieldRow[] {
  return fields.flatMap((field, index) => {
    const path = parent === '' ? String(index) : `${parent}.${index}`;
    const isOpen = field.fields.length > 0 && !closed.has(path);
    const row = {
      field,
      path,
      level: path.split('.').length,
      position: index + 1,
      siblings: fields.length,
      isOpen,
    };
    return isOpen ? [row, ...fieldRows(field.fields, closed, path)] : [row];
  });
}

/** The way to the smallest field that holds a byte; undefined where none does. */
export function fieldAt(fields: readonly Field[], offset: number): string | undefined {
  const index = fields.findIndex(({ start, end }) => offset >= start && offset < end);
  const found = fields[index];
  if (found === undefined) return undefined;
  const inside = fieldAt(found.fields, offset);
  return inside === undefined ? String(index) : `${index}.${inside}`;
}

/** The way to the field around this one; undefined at the top. */
function parentPath(path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  return dot === -1 ? undefined : path.slice(0, dot);
}

/** Every way that leads to this one. */
export function ancestorPaths(path: string): readonly string[] {
  const parent = parentPath(path);
  return parent === undefined ? [] : [...ancestorPaths(parent), parent];
}

/** What a key does in the tree (ARIA tree pattern). */
type FieldMove =
  | { readonly kind: 'to'; readonly path: string }
  | { readonly kind: 'open' | 'close'; readonly path: string };

/** What a key leads to from the row at `path`; undefined when it does nothing. */
export function fieldMove(
  key: string,
  rows: readonly FieldRow[],
  path: string | undefined,
): FieldMove | undefined {
  const index = rows.findIndex((row) => row.path === path);
  const row = rows[index];
  const to = (at: number): FieldMove | undefined => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, at))];
    return target && { kind: 'to', path: target.path };
  };
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row === undefined || row.field.fields.length === 0) return undefined;
      return row.isOpen ? to(index + 1) : { kind: 'open', path: row.path };
    case 'ArrowLeft': {
      if (row === undefined) return undefined;
      if (row.isOpen) return { kind: 'close', path: row.path };
      const parent = parentPath(row.path);
      return parent === undefined ? undefined : { kind: 'to', path: parent };
    }
    default:
      return undefined;
  }
}
