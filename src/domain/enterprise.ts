import type { Focus } from './focus.ts';
import { refuse } from './refusals.ts';

/** An enterprise that takes part in the action. */
export interface Enterprise {
  readonly id: string;
  readonly name: string;
  /** The platform's own id of this enterprise; it stands in everything posted. */
  readonly platformId: string;
  readonly focus: Focus;
  /** Day of the local deadline as `YYYY-MM-DD`; set per enterprise by local notices (rule 32). */
  readonly deadline: string | null;
  /** How many patents a day may be pushed into one of its chats. */
  readonly dailyPushLimit: number;
  readonly state: 'active' | 'closed';
}

/** Refuses whatever is asked of an enterprise that has been closed. */
export function mustBeActive(enterprise: Enterprise): void {
  if (enterprise.state === 'closed') refuse('enterprise_closed', { enterprise: enterprise.id });
}
