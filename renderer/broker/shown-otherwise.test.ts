import { expect, test } from 'vitest';
import { isShownOtherwise } from './shown-otherwise.ts';

test('a row is shown otherwise than it is where a text is cut or a character is shown by its number', () => {
  const row = { key: 1, address: '127.0.0.1', userName: undefined };

  expect([
    isShownOtherwise({ ...row, clientId: { text: 'press-plc-1', cut: 0 } }),
    isShownOtherwise({ ...row, clientId: { text: 'press-plc-1', cut: 20 } }),
    isShownOtherwise({ ...row, clientId: { text: 'press\\u{202e}1', cut: 0 } }),
    isShownOtherwise({ ...row, clientId: { text: 'press\u2409one', cut: 0 } }),
  ]).toEqual([false, true, true, true]);
});
