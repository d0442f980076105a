import { useEffect, useState } from 'react';
import { useApp, useAppNow, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { foundCommands } from './found-commands.ts';
import { hasWords } from './has-words.ts';

/** Something that the palette can do or go to. */
export interface PaletteItem {
  readonly id: string;
  readonly text: string;
  readonly shortcut: string | undefined;
  readonly isTopic: boolean;
  readonly run: () => void;
}

interface PaletteGroup {
  /** Unique: two groups may have the same heading. */
  readonly id: string;
  readonly heading: string;
  readonly items: readonly PaletteItem[];
}

/**
 * What fits what was typed: commands by their words, sources by their name, topics by how they begin, and at last the
 * filter of the tree, which finds what topics contain.
 */
export function usePaletteGroups(typed: string): readonly PaletteGroup[] {
  const commands = useCommandGroups(typed);
  const sources = useSourceGroup(typed);
  const topics = useTopicGroup(typed);
  const filter = useFilterGroup(typed);
  return [...commands, sources, topics, filter].filter((group) => group.items.length > 0);
}

function useCommandGroups(typed: string): readonly PaletteGroup[] {
  const now = useAppNow();
  const found = foundCommands(typed).filter(({ isEnabled }) => isEnabled?.(now()) ?? true);
  return [...Map.groupBy(found, (command) => command.group)].map(([heading, commands]) => ({
    id: `commands.${heading}`,
    heading,
    items: commands.map(({ id, title, shortcut, run }) => ({
      id,
      text: title,
      shortcut,
      isTopic: false,
      run: () => run(now()),
    })),
  }));
}

function useSourceGroup(typed: string): PaletteGroup {
  const sources = useApp((state) => state.sources.all);
  const now = useAppNow();
  const items = sources.map((source) => ({
    id: `source.${source.id}`,
    text: texts.shell.commands.source(source.name),
    shortcut: undefined,
    isTopic: false,
    run: () => {
      now().chooseSource(source.id);
      now().showScreen('explore');
    },
  }));
  return {
    id: 'sources',
    heading: texts.shell.sources,
    items: items.filter((item) => hasWords(item.text, typed)),
  };
}

function useTopicGroup(typed: string): PaletteGroup {
  const now = useAppNow();
  const topics = useTopicsSeen(typed);
  const items = topics.map((topic) => ({
    id: `topic.${topic}`,
    text: topic,
    shortcut: undefined,
    isTopic: true,
    run: () => {
      now().showScreen('explore');
      void now().goToTopic(topic);
    },
  }));
  return { id: 'topics', heading: texts.shell.palette.topics, items };
}

/** Sits last: Enter takes it only when nothing else fits. */
function useFilterGroup(typed: string): PaletteGroup {
  const now = useAppNow();
  const hasSource = useApp((state) => state.selection.source !== undefined);
  const filter: PaletteItem = {
    id: 'filter',
    text: texts.shell.palette.filterBy(typed.trim()),
    shortcut: undefined,
    isTopic: false,
    run: () => {
      now().typeFilter(typed.trim());
      now().focusPlace('filter');
    },
  };
  const heading = texts.shell.groups.tree;
  return { id: 'filter', heading, items: hasSource && typed.trim() !== '' ? [filter] : [] };
}

/** The topics of the chosen source that begin with what was typed. */
function useTopicsSeen(typed: string): readonly string[] {
  const client = useClient();
  const source = useApp((state) => state.selection.source);
  const [found, setFound] = useState<{ readonly typed: string; readonly topics: readonly string[] }>();

  useEffect(() => {
    if (source === undefined || typed === '') return undefined;
    const asked = new AbortController();
    void client.call('tree.complete', { source, text: typed }, asked.signal).then((answer) => {
      if (answer.ok && !asked.signal.aborted) setFound({ typed, topics: answer.value.topics });
    });
    return () => asked.abort();
  }, [client, source, typed]);
  return found !== undefined && typed !== '' ? found.topics.filter((topic) => topic.startsWith(typed)) : [];
}
