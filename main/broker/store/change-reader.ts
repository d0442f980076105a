import { unreachable } from '../../../app/base/assert.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { expectStored } from '../../database/damage.ts';
import type { ByteReader } from './byte-reader.ts';
import { changeCodes } from './change-codes.ts';
import type { Changes, StoredCopy } from './changes.ts';

/** Tells all changes that were written down, in their order. Bytes are views of what is read from. */
export function readChanges(from: ByteReader, changes: Changes): void {
  while (!from.isAtEnd) readChange(from, changes);
}

type Code = (typeof changeCodes)[keyof typeof changeCodes];
const known: ReadonlySet<number> = new Set(Object.values(changeCodes));

function isCode(value: number): value is Code {
  return known.has(value);
}

function readChange(from: ByteReader, changes: Changes): void {
  const code = from.byte();
  expectStored(isCode(code), `there is no change ${code}`);
  switch (code) {
    case changeCodes.message:
      changes.message(from.number(), readMessage(from));
      return;
    case changeCodes.retained:
      changes.retained(from.number(), from.byte() === 1);
      return;
    case changeCodes.messageGone:
      changes.messageGone(from.number());
      return;
    case changeCodes.session:
      changes.session(from.number(), readSession(from));
      return;
    case changeCodes.sessionGone:
      changes.sessionGone(from.number());
      return;
    case changeCodes.will:
      changes.will(from.text(), readWill(from));
      return;
    case changeCodes.willGone:
      changes.willGone(from.text());
      return;
    default:
      readOfSession(code, from, changes);
  }
}

type CodeOfSession = (typeof changeCodes)[
  | 'subscription'
  | 'subscriptionGone'
  | 'receiving'
  | 'receivingGone'
  | 'inFlight'
  | 'inFlightGone'
  | 'queued'
  | 'queueKept'];

function readOfSession(code: CodeOfSession, from: ByteReader, changes: Changes): void {
  const session = from.number();
  switch (code) {
    case changeCodes.subscription: {
      const filter = from.text();
      changes.subscription(session, { filter, options: from.byte(), identifier: from.uint32() });
      return;
    }
    case changeCodes.subscriptionGone:
      changes.subscriptionGone(session, from.text());
      return;
    case changeCodes.receiving:
      changes.receiving(session, from.uint32());
      return;
    case changeCodes.receivingGone:
      changes.receivingGone(session, from.uint32());
      return;
    case changeCodes.inFlight:
      changes.inFlight(session, from.uint32(), from.number(), from.byte() === 1 ? readCopy(from) : undefined);
      return;
    case changeCodes.inFlightGone:
      changes.inFlightGone(session, from.uint32());
      return;
    case changeCodes.queued:
      changes.queued(session, from.number(), readCopy(from));
      return;
    case changeCodes.queueKept:
      changes.queueKept(session, from.number(), from.number());
      return;
    default:
      unreachable(code);
  }
}

function readMessage(from: ByteReader) {
  const flags = from.byte();
  const arrived = from.number();
  const expires = from.number();
  const publisher = from.text();
  const sequence = from.number();
  return {
    isRetained: (flags & 1) === 1,
    arrived,
    expires,
    publisher: (flags & 2) === 2 ? publisher : undefined,
    sequence,
    head: from.bytes(),
    payload: from.bytes(),
  };
}

function readSession(from: ByteReader) {
  return {
    clientId: from.text(),
    version: versionOf(from.byte()),
    expiry: from.uint32(),
    asleepSince: present(from.number()),
    identity: from.text(),
  };
}

function readWill(from: ByteReader) {
  return {
    version: versionOf(from.byte()),
    due: present(from.number()),
    delay: from.uint32(),
    identity: from.text(),
    head: from.bytes(),
    payload: from.bytes(),
  };
}

function readCopy(from: ByteReader): StoredCopy {
  const message = from.number();
  const flags = from.byte();
  const identifiers = Array.from({ length: from.uint32() }, () => from.uint32());
  return { message, flags, identifiers, share: from.text() };
}

function present(value: number): number | undefined {
  return value < 0 ? undefined : value;
}

function versionOf(value: number): ProtocolVersion {
  expectStored(value === 3 || value === 4 || value === 5, `there is no protocol version ${value}`);
  return value;
}
