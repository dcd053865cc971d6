import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import type { StoredMessage } from '../../src/sandbox/feishu/world.ts';

/** The made-up app of the benchmarks. */
export const APP = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'bench-secret',
  encryptKey: 'bench-encrypt-key',
  verificationToken: 'bench-verification-token',
} as const;

/** Starts the stand-in of Feishu with its real limits, on the real clock. */
export function startFeishu(): Promise<FeishuStandIn> {
  return startFeishuStandIn({
    ...APP,
    now: () => new Date(),
    newId: randomUUID,
    sleep: (ms) => sleep(ms),
  });
}

/** The service's settings for that Feishu and a database; nothing is pushed but what the benchmark promises. */
export function settingsFor(
  feishu: FeishuStandIn,
  databaseUrl: string,
  transport: 'websocket' | 'webhook',
): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    FEISHU_DOMAIN: feishu.url,
    FEISHU_TRANSPORT: transport,
    SECRET_KEY: 'a-secret-key-that-only-benchmarks-know',
    FEISHU_APP_ID: APP.appId,
    FEISHU_APP_SECRET: APP.appSecret,
    FEISHU_ENCRYPT_KEY: APP.encryptKey,
    FEISHU_VERIFICATION_TOKEN: APP.verificationToken,
    PUSH_CRON: '0 0 1 1 *',
  };
}

/** The cards that the bot has sent into a chat. */
export function cardsIn(feishu: FeishuStandIn, chatId: string): StoredMessage[] {
  return feishu
    .messages(chatId)
    .filter(({ msgType, sender }) => msgType === 'interactive' && sender.kind === 'bot');
}
