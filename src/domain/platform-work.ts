import type { PlatformMode } from './enterprise.ts';

/** How something gets to the platform, as far as the admin has a part in it. */
interface Way {
  readonly onlyByHand: boolean;
  readonly forHands: boolean;
}

/** Says whether an admin has to do it by hand; the rest panhuo does, or nobody has to. */
export function isForAdmin({ onlyByHand, forHands }: Way, mode: PlatformMode): boolean {
  return forHands && (onlyByHand || mode === 'manual');
}

/** Says whether panhuo has promised, or must promise, to bring it to the platform. */
export function isForApi({ onlyByHand }: Way, mode: PlatformMode): boolean {
  return !onlyByHand && mode === 'http';
}
