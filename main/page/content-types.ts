import { extname } from 'node:path';

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.ttf', 'font/ttf'],
  ['.woff2', 'font/woff2'],
]);

/** What a file of the built page is, by the end of its name. */
export function contentType(path: string): string {
  return types.get(extname(path)) ?? 'application/octet-stream';
}
