import type { Access, Applicant, Outcome } from '../access/access.ts';
import { openAccess } from '../access/access.ts';

interface Asked {
  readonly applicant: Applicant;
  decide(outcome: Outcome): void;
}

/** Access that waits until the test decides. */
export class SlowAccess implements Access {
  readonly asked: Asked[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly reauthenticate = openAccess.reauthenticate;
  readonly isStillWelcome = openAccess.isStillWelcome;
  readonly onChange = openAccess.onChange;
  readonly rightsOf = openAccess.rightsOf;

  authenticate(applicant: Applicant): Promise<Outcome> {
    return new Promise((decide) => {
      this.asked.push({ applicant, decide });
      for (const told of this.#waiting.splice(0)) told();
    });
  }

  /** Decides on the CONNECT of that number, from 0, once it has come. */
  async decide(number: number, outcome: Outcome = welcome): Promise<void> {
    (await this.seen(number)).decide(outcome);
  }

  async seen(number: number): Promise<Asked> {
    let asked = this.asked[number];
    while (asked === undefined) {
      await new Promise<void>((told) => this.#waiting.push(told));
      asked = this.asked[number];
    }
    return asked;
  }
}

const welcome: Outcome = { kind: 'accepted', identity: { kind: 'anonymous', claimed: undefined } };
