import { describe, expect, it } from 'vitest';
import { limitTeller } from '../../src/chat/wecom/bot/limit-teller.ts';
import { wecomError } from '../../src/chat/wecom/errors.ts';

const HOUR = 60 * 60_000;
const refuseWith = (code: number) => () => Promise.reject(wecomError(code, 'send'));

describe('the code for too many messages and for silence', () => {
  it('means the limit for an hour after a message was taken, in that conversation alone', async () => {
    let at = 0;
    const told = limitTeller(() => new Date(at));
    const refused = (chat: string) => told(chat, refuseWith(846607)).catch((error: unknown) => error);
    expect(await told('group 1', async () => 'sent')).toBe('sent');
    expect(await refused('group 1')).toMatchObject({ outside: { reaction: 'retry', retryAfterMs: 60_000 } });
    expect(await refused('group 2')).toMatchObject({ outside: { reaction: 'not-addressed' } });
    at = HOUR + 1;
    expect(await refused('group 1')).toMatchObject({ outside: { reaction: 'not-addressed' } });
  });

  it('leaves every other failure as it is', async () => {
    const told = limitTeller(() => new Date(0));
    await told('group 1', async () => 'sent');
    await expect(told('group 1', refuseWith(93008))).rejects.toMatchObject({
      outside: { reaction: 'chat-lost' },
    });
  });
});
