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
  readonly dup: boolean;
  readonly retain: boolean;
  readonly packetId: number;
  readonly reasonCode: number;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: 0 | 1 | 2;
  /** The protocol level that CONNECT names, whatever the connection speaks. */
  readonly level: 3 | 4 | 5;
  readonly clientId: string;
  readonly cleanStart: boolean;
  readonly keepAlive: number;
  /** Empty: not sent; so with the password and the will's topic. */
  readonly username: string;
  readonly password: string;
  readonly willTopic: string;
  readonly willPayload: string;
  readonly willQos: 0 | 1 | 2;
  readonly willRetain: boolean;
  /** As typed, by the standard's name; empty: not sent. */
  readonly properties: Readonly<Record<string, string>>;
  readonly willProperties: Readonly<Record<string, string>>;
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
  fields: {
    topic: 'test',
    payload: '',
    qos: 1,
    dup: false,
    retain: false,
    packetId: 1,
    reasonCode: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
    level: 5,
    clientId: 'test',
    cleanStart: true,
    keepAlive: 60,
    username: '',
    password: '',
    willTopic: '',
    willPayload: '',
    willQos: 0,
    willRetain: false,
    properties: {},
    willProperties: {},
  },
  ran: undefined,
};
