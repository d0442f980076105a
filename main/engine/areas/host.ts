import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { z } from 'zod';
import { messageOf } from '../../../app/base/message-of.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import { licence } from '../../../app/contract/areas/status.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { ProfileStore } from '../../connection/profile-store.ts';
import type { Host } from '../host.ts';
import type { LogBook } from '../log-book.ts';
import { writeReport } from '../report.ts';
import { runSelfTest } from '../self-test.ts';
import type { SettingsStore } from '../settings-store.ts';
import { valueFeed } from '../value-feed.ts';
import { versionsOf } from '../versions.ts';

interface HostParts {
  readonly host: Host;
  readonly dataFolder: string;
  readonly log: LogBook;
  readonly settings: SettingsStore;
  readonly profiles: ProfileStore;
}

type HostCall = 'host.read' | 'host.licences' | 'host.selfTest' | 'host.report';

export function hostCallHandlers(parts: HostParts): Pick<CallHandlers, HostCall> {
  return {
    'host.read': () =>
      success({
        host: parts.host.kind,
        versions: versionsOf(parts.host),
        platform: `${process.platform} ${process.arch}`,
        configFolder: parts.host.configFolder,
        dataFolder: parts.dataFolder,
      }),
    'host.licences': async () => {
      try {
        const text = await readFile(parts.host.licencesFile, 'utf8');
        return success({ packages: z.array(licence).parse(JSON.parse(text)) });
      } catch (error) {
        return failure('failed', `The list of licences cannot be read: ${messageOf(error)}`);
      }
    },
    'host.selfTest': async () => {
      const checks = await runSelfTest();
      for (const check of checks) {
        parts.log.log(check.ok ? 'info' : 'error', 'self-test', `${check.name}: ${check.detail}`);
      }
      return success({ checks });
    },
    'host.report': () =>
      success({
        markdown: writeReport({
          versions: versionsOf(parts.host),
          platform: `${process.platform} ${process.arch}`,
          settings: parts.settings.settings,
          log: parts.log.read().entries,
          hidden: hiddenNames(parts),
        }),
      }),
  };
}

export function logFeedHandlers(log: LogBook): Pick<FeedHandlers, 'log'> {
  return {
    log: (_params, changed) =>
      valueFeed(
        () => log.read(),
        (listener) => log.onChange(listener),
        changed,
      ),
  };
}

function hiddenNames({ host, dataFolder, profiles }: HostParts): string[] {
  const hosts = profiles.list().map(({ profile }) => profile.host);
  return [...hosts, host.configFolder, dataFolder, homedir()];
}
