import type { RecordedDemand } from '../view.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { DemandBody } from './requests.ts';

/** The demands the platform shows to all its users. */
export interface DemandBook {
  enter(body: DemandBody, key: string): Entry;
  /** Ends the demand that was posted under a key; false when there is none. */
  end(key: string, withdrawnAt: number): boolean;
  /** All of them, oldest first. */
  all(): readonly RecordedDemand[];
}

/** Opens an empty book of demands. */
export function demandBook(ledger: Ledger): DemandBook {
  const recorded = new Map<string, RecordedDemand>();
  return {
    enter: ({ enterprise, title, fields, text, submitted_at }, key) =>
      ledger.enter({
        key,
        said: ['demand', enterprise, title, fields, text, submitted_at],
        refusal: () => null,
        keep: (record) => void recorded.set(key, { ...record, enterprise, title, text, withdrawnAt: null }),
      }),
    end(key, withdrawnAt) {
      const before = recorded.get(key);
      if (before) recorded.set(key, { ...before, withdrawnAt });
      return before !== undefined;
    },
    all: () => [...recorded.values()],
  };
}
