import type { Focus } from './focus.ts';
import { refuse } from './refusals.ts';
import { typedLine } from './typed-text.ts';

/** How evaluations, intents and demands reach the platform: panhuo posts them, or the admin enters them by hand. */
export type PlatformMode = 'http' | 'manual';

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
  /** The way of this enterprise to the platform; null for the one in the settings. */
  readonly platformMode: PlatformMode | null;
}

/** Refuses whatever is asked of an enterprise that has been closed. */
export function mustBeActive(enterprise: Enterprise): void {
  if (enterprise.state === 'closed') refuse('enterprise_closed', { enterprise: enterprise.id });
}

/** Takes in the name of an enterprise as typed; refuses none, one that is too long, and a national ID number in it. */
export function enterpriseName(typed: string): string {
  const name = typedLine(typed);
  return name === '' ? refuse('name_missing') : name;
}

/** Gives an enterprise another name; what was said under the old one stays said. */
export function rename(enterprise: Enterprise, name: string): Enterprise {
  return { ...enterprise, name: enterpriseName(name) };
}

/** Ends the service for an enterprise: nothing is pushed or taken any more, and nothing is deleted. */
export function closeEnterprise(enterprise: Enterprise): Enterprise {
  return { ...enterprise, state: 'closed' };
}

/** Takes up the service for an enterprise again where it was. */
export function reopenEnterprise(enterprise: Enterprise): Enterprise {
  return { ...enterprise, state: 'active' };
}

/** The way of an enterprise to the platform; `standard` is the one in the settings. */
export function platformModeOf({ platformMode }: Enterprise, standard: PlatformMode): PlatformMode {
  return platformMode ?? standard;
}
