import { brokerCommands } from '../broker/commands.ts';
import { composeCommands } from '../compose/commands.ts';
import { connectCommands } from '../connect/commands.ts';
import { exploreCommands } from '../explore/commands.ts';
import { inspectCommands } from '../inspect/commands.ts';
import { labCommands } from '../lab/commands.ts';
import { recordingCommands } from '../recordings/commands.ts';
import { settingsCommands } from '../settings/commands.ts';
import { startCommands } from '../start/commands.ts';
import type { Command } from '../state/command.ts';
import { traceCommands } from '../trace/commands.ts';
import { shellCommands } from './commands.ts';

/** Every command, in the order in which the palette lists the groups. */
export const allCommands: readonly Command[] = [
  ...shellCommands,
  ...exploreCommands,
  ...inspectCommands,
  ...traceCommands,
  ...labCommands,
  ...composeCommands,
  ...connectCommands,
  ...brokerCommands,
  ...startCommands,
  ...recordingCommands,
  ...settingsCommands,
];
