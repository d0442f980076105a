import { expect, test } from 'vitest';
import { filePiece, fileText } from './file-piece.ts';

test('a piece is what stands there, shorter at the end', async () => {
  const file = new File(['0123456789'], 'lab.pcap');

  const [first, last] = [await filePiece(file, 2, 3), await filePiece(file, 8, 100)];

  const text = (answer: typeof first) => answer.ok && new TextDecoder().decode(answer.value);
  expect([text(first), text(last)]).toEqual(['234', '89']);
});

test('a text is all of it', async () => {
  expect(await fileText(new File(['käse'], 'lab.json'))).toEqual({ ok: true, value: 'käse' });
});

test('a file that was changed since it was chosen is told, not thrown', async () => {
  const file = new File(['0123'], 'lab.pcap');
  const changed = new DOMException('The file was changed.', 'NotReadableError');
  Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(changed) }) });

  for (const read of [await filePiece(file, 0, 4), await fileText(file)]) {
    expect(read).toMatchObject({
      ok: false,
      error: { message: 'lab.pcap could not be read to its end.' },
    });
  }
});
