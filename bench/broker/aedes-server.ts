// npm aedes as it comes, in a process of its own.
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { announce } from './announce.ts';

const broker = await Aedes.createBroker();
announce(createServer({ noDelay: true }, broker.handle));
