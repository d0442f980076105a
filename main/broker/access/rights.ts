import type { RefusedAction } from '../../../app/contract/areas/broker/access-screen.ts';
import type { HeldRules, Policy, Verdict } from './policy.ts';
import type { NewRefusal } from './refusals.ts';
import type { Subject } from './rule-pattern.ts';

/** Topics whose decision one client has remembered, and the longest of them. */
const rememberedTopics = 64;
const rememberedLength = 256;

/** What one client may do under one policy. Who refuses because of it says so by `refused`. */
export class Rights {
  readonly subject: Subject;
  readonly #policy: Policy;
  readonly #note: (refusal: NewRefusal) => void;
  readonly #publishRules: HeldRules;
  readonly #subscribeRules: HeldRules;
  readonly #remembered = new Map<string, boolean>();

  /** `note` counts and keeps what was refused. */
  constructor(subject: Subject, policy: Policy, note: (refusal: NewRefusal) => void) {
    this.subject = subject;
    this.#policy = policy;
    this.#note = note;
    this.#publishRules = policy.rulesFor(subject, 'publish');
    this.#subscribeRules = policy.rulesFor(subject, 'subscribe');
  }

  mayPublish(topic: string): boolean {
    const remembered = this.#remembered.get(topic);
    if (remembered !== undefined) return remembered;
    const { isAllowed } = this.#policy.onTopic(this.#publishRules, topic);
    if (topic.length <= rememberedLength) {
      if (this.#remembered.size >= rememberedTopics) this.#remembered.clear();
      this.#remembered.set(topic, isAllowed);
    }
    return isAllowed;
  }

  /** Whether anything that matches the filter may be received; each message is decided on when it comes. */
  maySubscribe(filter: string): boolean {
    return this.#policy.onFilter(this.#subscribeRules, filter).brings !== 'nothing';
  }

  mayReceive(topic: string): boolean {
    return this.#policy.onTopic(this.#subscribeRules, topic).isAllowed;
  }

  /** Counts and keeps what was refused, with the rule that did it. */
  refused(action: Exclude<RefusedAction, 'connect'>, topic: string): void {
    const { rule } = this.#verdict(action, topic);
    this.#note({ ...this.subject, action, topic, rule });
  }

  #verdict(action: Exclude<RefusedAction, 'connect'>, topic: string): Pick<Verdict, 'rule'> {
    if (action === 'subscribe') return this.#policy.onFilter(this.#subscribeRules, topic);
    return this.#policy.onTopic(action === 'receive' ? this.#subscribeRules : this.#publishRules, topic);
  }
}
