// What a page takes that is nothing: a server of Node alone, and one button. Prints its URL when it listens.
import { createServer } from 'node:http';

const page =
  '<!doctype html><title>Bare</title><button onclick="this.textContent=\'pressed\'">press</button>';
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
});
