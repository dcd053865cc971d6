import { describe, expect, it } from 'vitest';
import { manualPlatform } from '../../src/platform/manual/manual-platform.ts';
import { POST_KEY, sampleDemand, sampleEvaluation, sampleIntent } from '../support/platform-samples.ts';

describe('the platform by hand', () => {
  it('pulls nothing, keeps the cursor and hands every post back to the admin', async () => {
    const byHand = manualPlatform();
    expect(byHand.mode).toBe('manual');
    expect(await byHand.pullPatents('kept')).toEqual({ items: [], unfit: [], next: 'kept', more: false });
    expect(await byHand.pullPushes(null)).toEqual({ items: [], unfit: [], next: '', more: false });
    expect(await byHand.pullAnswers('kept')).toEqual({ items: [], unfit: [], next: 'kept', more: false });
    expect(await byHand.postEvaluation(sampleEvaluation(1), POST_KEY)).toEqual({ kind: 'by-hand' });
    expect(await byHand.postIntent(sampleIntent(1), POST_KEY)).toEqual({ kind: 'by-hand' });
    expect(await byHand.postDemand(sampleDemand(), POST_KEY)).toEqual({ kind: 'by-hand' });
    expect(await byHand.withdraw('intent', POST_KEY, new Date(0))).toEqual({ kind: 'by-hand' });
    expect(await byHand.receiptOf(POST_KEY)).toBeNull();
  });
});
