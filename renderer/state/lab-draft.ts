import type { LabAction } from '../../app/contract/areas/lab.ts';

type LabTab = 'connection' | 'acknowledgements' | 'publish' | 'bytes';

/** The packets of a client that can be built from fields. */
export const builtTypes = [
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'disconnect',
  'connect',
  'auth',
] as const;
export type BuiltType = (typeof builtTypes)[number];

/** What a tester fills in; a packet takes of it what it has. */
export interface BuiltFields {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  readonly packetId: number;
  readonly reasonCode: number;
  readonly clientId: string;
}

/** Something that a tester had the connection do. */
export interface LabRun {
  readonly name: LabAction['do'] | 'gate';
  /** µs since 1970. */
  readonly at: number;
}

/** What a tester has typed and chosen for one connection: it stays while the app is open. */
export interface LabDraft {
  readonly tab: LabTab;
  /** How long it sleeps, and how it goes. */
  readonly seconds: number | undefined;
  readonly by: 'death' | 'disconnect';
  readonly isClean: boolean;
  readonly topic: string;
  readonly payload: string;
  readonly qos: '0' | '1' | '2';
  readonly packetId: number | undefined;
  readonly dup: boolean;
  readonly retain: boolean;
  /** PUBREC is answered by PUBREL. */
  readonly releases: boolean;
  readonly hex: string;
  readonly built: BuiltType;
  readonly fields: BuiltFields;
  /** What was done last: what came of it shows beside what is expected. */
  readonly ran: LabRun | undefined;
}

/** Before anything is typed. */
export const emptyLabDraft: LabDraft = {
  tab: 'connection',
  seconds: 10,
  by: 'death',
  isClean: false,
  topic: '',
  payload: '',
  qos: '1',
  packetId: 1,
  dup: false,
  retain: false,
  releases: true,
  hex: '',
  built: 'publish',
  fields: { topic: 'test', payload: '', qos: 1, packetId: 1, reasonCode: 0, clientId: 'test' },
  ran: undefined,
};
