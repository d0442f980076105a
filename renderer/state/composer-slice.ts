import type { SliceTools } from './app-state.ts';

/** The compose area keeps here what must outlive its panel. */
export interface ComposerSlice {
  readonly composer: {
    readonly topic: string;
    /** The user typed a topic: selections no longer change it. */
    readonly isTopicTyped: boolean;
  };
  readonly typeTopic: (topic: string) => void;
  /** Follows the tree until the user types a topic. */
  readonly topicSelected: (topic: string) => void;
  /** Sets the topic by command, and goes on following the tree from there. */
  readonly composeTo: (topic: string) => void;
}

export function composerSlice({ set, get }: SliceTools): ComposerSlice {
  const setTopic = (topic: string, isTopicTyped: boolean): void =>
    set({ composer: { ...get().composer, topic, isTopicTyped } });
  return {
    composer: { topic: '', isTopicTyped: false },
    typeTopic: (topic) => setTopic(topic, topic !== ''),
    topicSelected: (topic) => {
      if (!get().composer.isTopicTyped) setTopic(topic, false);
    },
    composeTo: (topic) => {
      setTopic(topic, false);
      get().focusPlace('composer');
    },
  };
}
