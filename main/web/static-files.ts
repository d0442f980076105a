import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentType } from '../page/content-types.ts';

type Encoding = 'br' | 'gzip' | 'identity';

/** A file as it is sent. */
export interface SentFile {
  readonly body: Buffer;
  readonly encoding: Encoding;
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content, so a browser may keep it for ever. */
  readonly isImmutable: boolean;
}

/** The built page. Only files that were found at the start are served: a path is a name here, never a way. */
export interface StaticFiles {
  /** @param path of the URL, `/` for the page */
  read(path: string, acceptEncoding: string | undefined): Promise<SentFile | undefined>;
}

/** Bytes of files kept in memory; what comes beyond is read and compressed each time. */
const maximumKeptBytes = 64_000_000;
/** Below it a header costs more than compressing saves. */
const worthCompressing = 1_000;

const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.ttf']);

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

/** Rejects when the folder cannot be read. */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(
    entries.filter((entry) => entry.isFile()).map((entry) => toUrlAndFile(folder, entry)),
  );
  const kept = new Map<string, SentFile>();
  let keptBytes = 0;
  return {
    read: async (path, acceptEncoding) => {
      const url = path === '/' ? '/index.html' : path;
      const file = files.get(url);
      if (file === undefined) return undefined;
      const encoding = chooseEncoding(url, acceptEncoding);
      const key = `${encoding} ${url}`;
      const before = kept.get(key);
      if (before !== undefined) return before;
      const made = await makeFile(url, file, encoding);
      if (keptBytes + made.body.byteLength <= maximumKeptBytes && !kept.has(key)) {
        kept.set(key, made);
        keptBytes += made.body.byteLength;
      }
      return made;
    },
  };
}

function toUrlAndFile(folder: string, entry: Dirent): readonly [string, string] {
  const file = join(entry.parentPath, entry.name);
  return [`/${relative(folder, file).split(sep).join('/')}`, file];
}

/** Brotli where it is taken, else gzip; `q=0` says that it is not. */
function chooseEncoding(url: string, acceptEncoding: string | undefined): Encoding {
  if (!compressible.has(extname(url))) return 'identity';
  const accepted = (acceptEncoding ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1).join('').trim().toLowerCase());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

async function makeFile(url: string, file: string, wanted: Encoding): Promise<SentFile> {
  const plain = await readFile(file);
  const encoding = plain.byteLength < worthCompressing ? 'identity' : wanted;
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return {
    body: await compress(plain, encoding),
    encoding,
    type: contentType(url),
    etag: `"${hash}-${encoding}"`,
    isImmutable: url.startsWith('/assets/'),
  };
}

async function compress(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      // Quality 5: the best brotli would keep the first window waiting for seconds.
      return compressWithBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    case 'gzip':
      return compressWithGzip(plain);
    case 'identity':
      return plain;
  }
}
