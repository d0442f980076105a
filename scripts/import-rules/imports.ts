import { dirname, join } from 'node:path/posix';
import { parseSync, Visitor } from 'vite';

/** One import, re-export, `import()` or `import('…')` type, as it stands in a file. */
export interface Import {
  readonly specifier: string;
  /** The first line is 1. */
  readonly line: number;
}

/** All imports of a source text, those of types included, in the order of the text. */
export function importsOf(path: string, source: string): readonly Import[] {
  const found: { specifier: string; start: number }[] = [];
  const add = (node: { type: string; start: number; value?: unknown } | null): void => {
    if (node !== null && typeof node.value === 'string')
      found.push({ specifier: node.value, start: node.start });
  };
  const { program, errors } = parseSync(path, source);
  const broken = errors[0];
  if (broken !== undefined) throw new Error(`${path} does not parse: ${broken.message}`);
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add('value' in node.source ? node.source : null),
    TSImportType: (node) => add(node.source),
  }).visit(program);
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ specifier, start }) => ({ specifier, line: source.slice(0, start).split('\n').length }));
}

/** The file of ours that a specifier means, from the project's folder; undefined for a package. */
export function resolveOwn(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return join(dirname(from), specifier.replace(/[?#].*$/, ''));
}
