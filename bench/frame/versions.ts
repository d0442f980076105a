import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** `npm mqtt 5.16.0`, of what stands beside ours. */
export function packageVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `npm ${name} ${version}`;
}

/** The first line of what a program says of itself. */
export function programVersion(program: string, option = '--version'): string {
  return spawnSync(program, [option], { encoding: 'utf8' }).stdout?.split('\n')[0] ?? program;
}
