import { docTables } from '../../../app/base/testing/doc-tables.ts';

/** The rows of the table of `docs/traces.md` whose head begins so, cell by cell. */
export const rowsOf = docTables('traces.md');
