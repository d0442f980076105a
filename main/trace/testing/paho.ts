import { existsSync } from 'node:fs';
import { run } from '../../broker/testing/programs.ts';

/** Debian's, which has paho. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** A program with paho, known to it as `mqtt`, and with the port of the broker; it is killed when the test ends. */
export function paho(port: number, program: string): ReturnType<typeof run> {
  const before = `import paho.mqtt.client as mqtt\nport = ${port}\n`;
  return run(python, '-W', 'ignore', '-c', before + program);
}
