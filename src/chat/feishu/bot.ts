import type { Logger } from 'pino';
import { z } from 'zod';
import { asAppError } from '../../errors.ts';
import type { FeishuClient } from './client.ts';

const botAnswer = z.object({ bot: z.object({ open_id: z.string().min(1) }) });

/** What is known of our own bot. */
export interface BotIdentity {
  /** The bot's own open_id, or null while Feishu has not told it; asking starts the look-up. */
  readonly openId: () => string | null;
  /** Resolves when the look-up has ended, well or not; a failure is logged and tried again at the next need. */
  readonly learn: () => Promise<void>;
}

/** Builds the bot's identity, looked up once and by one caller at a time: polling it would eat the monthly quota. */
export function botIdentity(call: FeishuClient, log: Logger): BotIdentity {
  let known: string | null = null;
  let learning: Promise<void> | null = null;

  const lookUp = async (): Promise<void> => {
    try {
      const answer = await call({ method: 'GET', path: '/open-apis/bot/v3/info' });
      known = botAnswer.parse(answer).bot.open_id;
    } catch (error) {
      const { code, facts } = asAppError(error);
      log.warn({ code, facts }, 'the own open_id of the Feishu bot is not known yet');
    }
  };
  const learn = async (): Promise<void> => {
    if (known !== null) return;
    learning ??= lookUp().finally(() => {
      learning = null;
    });
    await learning;
  };

  return {
    openId: () => {
      if (known === null) void learn();
      return known;
    },
    learn,
  };
}
