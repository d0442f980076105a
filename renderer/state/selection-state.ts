import type { SourceId } from '../../app/contract/areas/common.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';

/** The level of the tree that drives history, inspector and composer. */
export interface SelectedTopic {
  readonly node: NodeId;
  /** The whole topic; undefined for the moment until the engine has told it. */
  readonly topic: string | undefined;
  readonly hasChildren: boolean;
  /** False until known. */
  readonly hasMessages: boolean;
  /** The history shows everything below too. */
  readonly isBranch: boolean;
}

export interface SelectionSlice {
  readonly selection: {
    readonly source: SourceId | undefined;
    /** What is selected in each source, so that a tab comes back as it was left. */
    readonly topics: Readonly<Record<string, SelectedTopic | undefined>>;
    /** The row of the history that the user chose; without one the newest message of the topic is looked at. */
    readonly sequence: number | undefined;
  };
  readonly chooseSource: (source: SourceId | undefined) => void;
  readonly selectNode: (node: NodeId, children: number) => Promise<void>;
  readonly selectNothing: () => void;
  readonly selectMessage: (sequence: number | undefined) => void;
  readonly showBranch: (isBranch: boolean) => void;
  /** Selects a topic by its text and opens what leads to it; one that was never seen is only told. */
  readonly goToTopic: (topic: string) => Promise<void>;
  /** Brings the selected topic on screen, opening what leads to it. */
  readonly revealSelected: () => Promise<void>;
  /** Selects the level above the selected one. */
  readonly goToParent: () => Promise<void>;
  /** After an engine restart: the same topic under its new node. */
  readonly findTopicAgain: () => Promise<void>;
}

/** What is selected in the tree of the chosen source. */
export function selectedTopic(state: SelectionSlice): SelectedTopic | undefined {
  const { source, topics } = state.selection;
  return source === undefined ? undefined : topics[source];
}
