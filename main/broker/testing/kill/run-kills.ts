import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerProcess } from './broker-process.ts';
import { startBroker } from './broker-process.ts';
import { Ledger } from './ledger.ts';
import { Publisher } from './publisher.ts';
import { readRetained, Subscriber } from './subscriber.ts';

/** Milliseconds of traffic before a kill, at least and at most. */
const traffic = { least: 60, most: 500 };
/** Milliseconds that what is owed may take to arrive after a restart. */
const patience = 20_000;

interface KillRun {
  readonly folder: string;
  readonly kills: number;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
}

interface KillReport {
  readonly published: number;
  /** What is wrong; empty if all is well. */
  readonly complaints: readonly string[];
}

/** Kills a broker during traffic again and again, and holds what its sessions got against the ledger after each restart. */
export async function runKills({ folder, kills, random }: KillRun): Promise<KillReport> {
  const ledger = new Ledger();
  const people = {
    publisher: new Publisher(ledger, draws(random)),
    live: new Subscriber('live'),
    sleeper: new Subscriber('sleeper'),
  };
  let broker = await startBroker(folder);
  const complaints = [...(await settle(broker, people, ledger, false))];
  for (let round = 1; round <= kills; round += 1) {
    people.publisher.begin();
    await sleep(traffic.least + random() * (traffic.most - traffic.least));
    people.publisher.pause();
    await broker.kill();
    people.live.close();
    broker = await startBroker(folder);
    complaints.push(...(await settle(broker, people, ledger, true)));
    if (complaints.length > 0) break;
  }
  for (const person of Object.values(people)) person.close();
  await broker.kill();
  return { published: ledger.size, complaints };
}

interface People {
  readonly publisher: Publisher;
  readonly live: Subscriber;
  readonly sleeper: Subscriber;
}

/** After a start: what is retained is read before anybody speaks, then all go on until nothing is owed any more. */
async function settle(
  { port }: BrokerProcess,
  { publisher, live, sleeper }: People,
  ledger: Ledger,
  isKnown: boolean,
): Promise<readonly string[]> {
  const retained = ledger.retainedComplaints(await readRetained(port, '#'));
  const present = [await live.connect(port), await sleeper.connect(port)];
  if (!isKnown) for (const subscriber of [live, sleeper]) await subscriber.subscribe('m/#');
  present.push(await publisher.connect(port));
  const sessions = present.every((isPresent) => isPresent === isKnown) ? [] : ['a session is not as it was'];
  const owed = ledger.published('m/');
  const all = Promise.all([publisher.settled(), live.has(owed), sleeper.has(owed)]);
  await Promise.race([all, sleep(patience, undefined, { ref: false })]);
  sleeper.close();
  return [
    ...retained,
    ...sessions,
    ...ledger.complaints('live', 'm/', live.received),
    ...ledger.complaints('sleeper', 'm/', sleeper.received),
    ...[live, sleeper].flatMap((one) => one.missing(owed).map((number) => `${one.id}: no ${number} in time`)),
  ];
}

function draws(random: () => number) {
  const among = (count: number) => Math.floor(random() * count);
  return {
    topic: () =>
      among(5) === 0
        ? { topic: `r/${among(10)}`, retain: true }
        : { topic: `m/${among(3)}`, retain: among(10) === 0 },
    qos: (): 1 | 2 => (among(2) === 0 ? 1 : 2),
    padding: () => among(400),
  };
}
