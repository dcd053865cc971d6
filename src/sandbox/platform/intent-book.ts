import type { PatentRecord } from '../../domain/patent.ts';
import type { RecordedIntent } from '../view.ts';
import { type Entry, type Ledger, notRecorded } from './ledger.ts';
import type { IntentBody } from './requests.ts';

/** The intents the platform has passed on to universities; one at a time for an enterprise and a patent. */
export interface IntentBook {
  /** Records an intent for a patent; undefined stands for a patent nobody knows. */
  enter(body: IntentBody, patent: PatentRecord | undefined, key: string): Entry;
  /** Ends the intent that was posted under a key; false when there is none. */
  end(key: string, withdrawnAt: number): boolean;
  /** The university answers the intent that was posted under a key; false when there is none. */
  answer(key: string, answer: NonNullable<RecordedIntent['answer']>): boolean;
  /** All of them, oldest first. */
  all(): readonly RecordedIntent[];
}

/** Opens an empty book of intents. */
export function intentBook(ledger: Ledger): IntentBook {
  const recorded = new Map<string, RecordedIntent>();
  const change = (key: string, over: Partial<RecordedIntent>): boolean => {
    const before = recorded.get(key);
    if (before) recorded.set(key, { ...before, ...over });
    return before !== undefined;
  };
  return {
    enter(body, patent, key) {
      const { enterprise, application_number: applicationNumber, origin, fields, text } = body;
      return ledger.enter({
        key,
        said: ['intent', enterprise, applicationNumber, origin, fields, text, body.submitted_at],
        refusal: () => {
          if (!patent) return notRecorded(404, 'patent_unknown');
          if (patent.state !== 'registered') return notRecorded(422, 'patent_not_transferable');
          const same = (each: RecordedIntent) =>
            each.enterprise === enterprise && each.applicationNumber === applicationNumber;
          const lives = [...recorded.values()].some((each) => same(each) && each.withdrawnAt === null);
          return lives ? notRecorded(409, 'intent_exists') : null;
        },
        keep: (record) => {
          const about = { title: patent?.title ?? '', enterprise, applicationNumber, origin, text };
          recorded.set(key, { ...record, ...about, withdrawnAt: null, answer: null });
        },
      });
    },
    end: (key, withdrawnAt) => change(key, { withdrawnAt }),
    answer: (key, answer) => change(key, { answer }),
    all: () => [...recorded.values()],
  };
}
