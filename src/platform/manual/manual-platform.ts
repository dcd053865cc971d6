import type { Platform } from '../port.ts';

/**
 * The platform as it is today, without an API: nothing can be pulled, so patents come in as files, and every post is
 * handed back for the admin to enter by hand. It keeps a cursor as it is, so that a later change of mode loses nothing.
 */
export function manualPlatform(): Platform {
  const nothing = async (cursor: string | null) => ({ items: [], next: cursor ?? '', more: false });
  return {
    mode: 'manual',
    pullPatents: nothing,
    pullPushes: nothing,
    postEvaluation: async () => ({ kind: 'by-hand' }),
    receiptOf: async () => null,
  };
}
