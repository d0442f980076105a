// node e2e/double/run.ts . [arguments of the app]: runs the built app with this folder's `electron` in Electron's place.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerTest } from './control.ts';

const double = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
});
Object.defineProperty(process.versions, 'electron', { value: 'double' });

const [folder = '.', ...args] = process.argv.slice(2);
process.argv = [process.execPath, folder, ...args];
const { main }: { main: string } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));

const electron = await import('./electron.ts');
answerTest(electron);
await import(pathToFileURL(resolve(folder, main)).href);
electron.app.codeLoaded();
