import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { giveUp } from './run.mjs';

/**
 * The Node 24 that everything of ours runs on: the one pinned for this platform, else the one that runs this,
 * else the one on the path. Ends the process where there is none.
 *
 * @returns {string} the path of the program
 */
export function node24() {
  const found = [...pinned(), process.execPath, 'node'].find(isNew);
  return (
    found ??
    giveUp(
      `Topicscope needs Node 24 or newer: none comes from npm for ${process.platform} ${process.arch}, ` +
        `and this one is ${process.version}. Install it from https://nodejs.org and run the command again.`,
    )
  );
}

function pinned() {
  const name = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return [`node-${name}-${process.arch}`, `node-bin-${name}-${process.arch}`]
    .map((folder) => `${process.cwd()}/node_modules/${folder}/bin/${program}`)
    .filter((path) => existsSync(path));
}

/** @param {string} program */
function isNew(program) {
  // Run rather than believed: a program built for another C library is there and does not start.
  const version =
    program === process.execPath
      ? process.version
      : spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout;
  return Number(/^v(\d+)/.exec(version ?? '')?.[1] ?? 0) >= 24;
}
