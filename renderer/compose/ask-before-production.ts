import type { ProductionQuestion } from '../state/composer-slice.ts';
import { texts } from '../texts/en.ts';

const words = texts.compose.ask;

/** What to ask before a message goes to a source that is marked as production. */
export const askBeforeProduction: ProductionQuestion = (name, topic) => ({
  title: words.title(name),
  text: words.text(topic, name),
  action: words.action,
});
