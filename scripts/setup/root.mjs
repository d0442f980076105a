import { fileURLToPath } from 'node:url';

/** The project's folder. All commands work from there, wherever they were called. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Goes to the project's folder, on a Node that can run the rest. */
export function enterRoot() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Topicscope's commands need Node 20.19 or newer, and this is ${process.version}.`);
    process.exit(1);
  }
  process.chdir(root);
}
