import { z } from 'zod';
import { Listeners } from '../../app/base/listeners.ts';
import { messageOf } from '../../app/base/message-of.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { profile } from '../../app/contract/areas/profiles.ts';
import { checkTopicFilter, checkTopicName } from '../../app/mqtt/topic.ts';
import type { Log } from '../capture/log.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { fromJson, toJson } from './json-bytes.ts';

const format = 1;
const maximumProfiles = 200;
/** Characters of JSON that one profile and all of them may take: every window is told all of them at once. */
const longestProfile = 256_000;
const longestList = 4_000_000;
const madeUpLength = 12;

/** A profile as it is kept. */
export interface StoredProfile {
  readonly profile: Profile;
  /** The client identifier to use where the profile has none; stays while the profile lives. */
  readonly madeUpClientId: string;
}

/** The saved profiles. What is saved is on the disk before the answer comes. */
export interface ProfileStore {
  list(): readonly StoredProfile[];
  find(id: SourceId): StoredProfile | undefined;
  /** A file that could not be read and was kept aside: where it is now, and why. */
  readonly problem: string | undefined;
  /** Adds or replaces; `failed` if it cannot be written, `invalid` if there are too many. */
  save(profile: Profile): Promise<Answer<StoredProfile>>;
  /** As `save`, of what is made of the profile as the change before left it; `gone` if there is none of that id. */
  change(id: SourceId, edit: (profile: Profile) => Answer<Profile>): Promise<Answer<StoredProfile>>;
  remove(id: SourceId): Promise<Answer<Record<never, never>>>;
  onChange(listener: () => void): () => void;
}

interface ProfileStoreOptions {
  readonly file: string;
  readonly log: Log;
  /** From 0 up to but not including 1; for client identifiers. */
  readonly random: () => number;
  /** For the name of a file that is kept aside. */
  readonly now: () => number;
}

const fileSchema = z.object({
  format: z.literal(format, { error: newerFormat }),
  profiles: z.array(z.object({ profile, madeUpClientId: z.string().min(1).max(23) })).max(maximumProfiles),
});

/** Reads the file first; one that is wrong is kept aside, and the store then has no profiles and a `problem`. */
export async function createProfileStore(options: ProfileStoreOptions): Promise<ProfileStore> {
  const { file, log, random } = options;
  const read = await readJsonFile(file, z.preprocess(fromJson, fileSchema), options.now);
  if (read.problem !== undefined) log('error', 'profiles', read.problem);
  const listeners = new Listeners();
  let stored: readonly StoredProfile[] = read.value?.profiles ?? [];
  let writing: Promise<unknown> = Promise.resolve();

  /** One after the other: each change is made to what the one before left. */
  async function write<T>(
    make: () => Answer<{ readonly next: readonly StoredProfile[]; readonly value: T }>,
  ): Promise<Answer<T>> {
    const turn = writing.then(async (): Promise<Answer<T>> => {
      const made = make();
      if (!made.ok) return made;
      try {
        await writeJsonFile(file, { format, profiles: toJson(made.value.next) });
      } catch (error) {
        return failure('failed', `The profiles cannot be saved in ${file}: ${messageOf(error)}`);
      }
      stored = made.value.next;
      listeners.tell();
      return success(made.value.value);
    });
    writing = turn;
    return turn;
  }

  return {
    list: () => stored,
    find: (id) => stored.find((entry) => entry.profile.id === id),
    problem: read.problem,
    save: (saved) => write(() => placed(stored, saved, random)),
    change: (id, edit) =>
      write(() => {
        const known = stored.find((entry) => entry.profile.id === id);
        if (known === undefined) return failure('gone', 'There is no profile of that name any more.');
        const edited = edit(known.profile);
        return edited.ok ? placed(stored, edited.value, random) : edited;
      }),
    remove: (id) =>
      write(() => success({ next: stored.filter((entry) => entry.profile.id !== id), value: {} })),
    onChange: (listener) => listeners.add(listener),
  };
}

function placed(
  stored: readonly StoredProfile[],
  saved: Profile,
  random: () => number,
): Answer<{ readonly next: readonly StoredProfile[]; readonly value: StoredProfile }> {
  const index = stored.findIndex((entry) => entry.profile.id === saved.id);
  const madeUpClientId = stored[index]?.madeUpClientId ?? makeUpClientId(random);
  const value = { profile: saved, madeUpClientId };
  const problem = topicProblem(saved);
  if (problem !== undefined) return failure('invalid', problem);
  const size = jsonLength(value);
  if (size > longestProfile || jsonLength(stored) + size > longestList) {
    return failure(
      'invalid',
      `This profile is too large to keep: ${size} characters; ${longestProfile} are allowed, ${longestList} for all profiles together`,
      'Shorten its will or its user properties.',
    );
  }
  if (index !== -1) return success({ next: stored.with(index, value), value });
  if (stored.length >= maximumProfiles) {
    return failure(
      'invalid',
      `There are ${maximumProfiles} profiles already`,
      'Remove one that is not needed.',
    );
  }
  return success({ next: [...stored, value], value });
}

/** One wrong filter would have the whole SUBSCRIBE refused, and a wrong will topic the CONNECT. */
function topicProblem({ subscriptions, protocolVersion, will }: Profile): string | undefined {
  for (const { filter } of subscriptions) {
    const problem = checkTopicFilter(filter, protocolVersion);
    if (problem !== undefined) return `A topic filter is not valid: ${problem.message} [${problem.clause}]`;
  }
  const problem = will === undefined ? undefined : checkTopicName(will.topic);
  return problem && `The will topic is not valid: ${problem.message} [${problem.clause}]`;
}

function jsonLength(value: unknown): number {
  return JSON.stringify(toJson(value)).length;
}

/** Letters and digits, at most 23: every broker must take it [MQTT-3.1.3-5]. */
function makeUpClientId(random: () => number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const tail = Array.from({ length: madeUpLength }, () =>
    letters.charAt(Math.floor(random() * letters.length)),
  );
  return `topicscope${tail.join('')}`;
}

function newerFormat(issue: { readonly input: unknown }): string {
  const written = typeof issue.input === 'number' ? issue.input : 'none';
  return `its format is ${written}, and this version of the app reads format ${format} only`;
}
