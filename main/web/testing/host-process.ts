import { writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { failure, success } from '../../../app/contract/answer.ts';
import { serve } from '../../../app/contract/serve.ts';
import { refusingHandlers } from '../../../app/contract/testing/refusing-handlers.ts';
import type { MakeEngine } from '../run.ts';
import { runWebHost } from '../run.ts';

/** A web host over an engine that stores nothing but `closed`, and that only after a while. */
const makeEngine: MakeEngine = async ({ dataFolder }) => {
  await mkdir(dataFolder, { recursive: true });
  const owner = await readFile(join(dataFolder, 'owner'), 'utf8').catch(() => undefined);
  if (owner !== undefined) return failure('taken', `The data folder is in use by process ${owner}.`);
  writeFileSync(join(dataFolder, 'owner'), String(process.pid));
  return success({
    serve: (port) =>
      serve(port, refusingHandlers({}), (error) => {
        throw error;
      }),
    close: async () => {
      await delay(100);
      await writeFile(join(dataFolder, 'closed'), 'all stored');
    },
    givenUp: process.env['GIVEN_UP'],
  });
};

const [page = '', ...args] = process.argv.slice(2);
process.exit(await runWebHost(args, pathToFileURL(`${page}/`), makeEngine));
