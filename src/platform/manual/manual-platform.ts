import type { Platform } from '../port.ts';

/**
 * The platform as it is today, without an API: nothing can be pulled, so patents come in as files, and every post is
 * handed back for the admin to enter by hand. It keeps a cursor as it is, so that a later change of mode loses nothing.
 */
export function manualPlatform(): Platform {
  const nothing = async (cursor: string | null) => ({
    items: [],
    unfit: [],
    next: cursor ?? '',
    more: false,
  });
  const byHand = async () => ({ kind: 'by-hand' }) as const;
  return {
    mode: 'manual',
    pullPatents: nothing,
    pullPushes: nothing,
    pullAnswers: nothing,
    postEvaluation: byHand,
    postIntent: byHand,
    postDemand: byHand,
    withdraw: byHand,
    receiptOf: async () => null,
  };
}
