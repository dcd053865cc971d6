import type { Stars } from './stars.ts';

/** The only thing about an evaluation that ever leaves the enterprise; it has no room for an expert's data (rule 9). */
export interface OutwardEvaluation {
  /** The platform's own id of the enterprise. */
  readonly enterprise: string;
  readonly applicationNumber: string;
  readonly stars: Stars;
  readonly opinion: string;
  readonly submittedAt: Date;
}
