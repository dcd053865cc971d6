/** Where a patent stands in the platform's register; only a registered one may be pushed (rule 25). */
export type RegisterState = 'registered' | 'withdrawn' | 'expired' | 'transferred';

/** The three kinds of Chinese patents, in the register's words. */
export type PatentType = 'invention' | 'utility-model' | 'design';

/** How the owner would let others use the patent (合作方式). */
export const COOPERATION_MODES = [
  '转让',
  '普通许可',
  '排他许可',
  '独占许可',
  '开放许可',
  '作价入股',
  '质押',
  '自行产业化',
] as const;

/** One of the ways of cooperation a patent's owner accepts. */
export type CooperationMode = (typeof COOPERATION_MODES)[number];

/**
 * What is known of one registered patent, or of a portfolio of several that is evaluated as one (rule 15).
 * Missing text is an empty string, missing lists are empty, so that cards need no special cases.
 */
export interface PatentRecord {
  readonly kind: 'single' | 'portfolio';
  /** The key: normalised application number (`CN` + 12 digits + `.` + check digit), or the portfolio's own number. */
  readonly applicationNumber: string;
  readonly publicationNumber: string;
  readonly title: string;
  readonly abstract: string;
  readonly applicant: string;
  readonly inventors: readonly string[];
  readonly type: PatentType | null;
  /** IPC symbols as written in the register, for example `H01M10/0525`. */
  readonly ipc: readonly string[];
  /** Strategic emerging industry codes (战略性新兴产业), for example `5.2`. */
  readonly sei: readonly string[];
  /** GB/T 4754 codes (国民经济行业), for example `C38`. */
  readonly industries: readonly string[];
  readonly cooperationModes: readonly CooperationMode[];
  readonly maturity: string;
  readonly region: string;
  /** Calendar dates as `YYYY-MM-DD`, or null when unknown. */
  readonly applicationDate: string | null;
  readonly publicationDate: string | null;
  readonly registeredOn: string | null;
  readonly state: RegisterState;
  /** The platform's label 截至2023年底有效 (rule 24); null when the source does not say. */
  readonly validAtEndOf2023: boolean | null;
  /** Application numbers of a portfolio's members; empty for a single patent. */
  readonly members: readonly string[];
  /** True for made-up sample data, which every view must stamp as such. */
  readonly sample: boolean;
}

/**
 * What an enterprise's own file adds to a patent that is known already: what was unknown. Everything known stays, and
 * above all where the patent stands in the register: it is the same for every enterprise, and no single one may change it.
 */
export function completed(known: PatentRecord, said: PatentRecord): PatentRecord {
  const unknown = (value: unknown) =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const added = Object.entries(said).filter(([name]) => unknown(known[name as keyof PatentRecord]));
  return { ...known, ...Object.fromEntries(added) };
}

/** A patent record with the identity panhuo gave it. */
export interface Patent extends PatentRecord {
  readonly id: string;
}
