import { expect, it, vi } from 'vitest';
import { FAILED, SLOW } from '../../src/chat/notices.ts';
import { cableTo } from '../support/cable.ts';
import { cardOf } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Service, startService } from '../support/service.ts';
import { openSociety } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const PATIENCE_MS = 90_000;

async function readiness({ app }: Service): Promise<number> {
  return (await fetch(`${app.url}/readyz`)).status;
}

onEveryDatabase('a database that goes away', (engine) => {
  it.skipIf(engine.name === 'sqlite').each(['cut', 'freeze'] as const)(
    'tells who clicks within three seconds, leaves nothing half-done, and works again when it is back (%s)',
    { timeout: PATIENCE_MS },
    async (fault) => {
      const cable = await cableTo(await engine.freshUrl());
      const service = await startService({ databaseUrl: cable.url });
      const { group, card, experts } = await openSociety(service);
      cable[fault]();
      const pressed = { by: experts[0], messageId: card, button: 'stars_4', form: { opinion: '可行' } };
      const { toast, clientError } = await service.feishu.press(pressed);
      expect(clientError).toBeNull();
      // The stand-in waits three seconds: a later answer would be a client error. Whether the click may still
      // succeed is known only when the connection broke.
      expect(toast?.content).toBe(fault === 'cut' ? FAILED.text : SLOW.text);
      expect((await fetch(`${service.app.url}/healthz`)).status).toBe(200);
      expect(await readiness(service)).toBe(503);

      cable.mend();
      // A lane whose worker could not give it back is free again after some seconds.
      service.clock.advance(15_000);
      await vi.waitFor(async () => expect(await readiness(service)).toBe(200), { timeout: 60_000 });
      await service.feishu.press(pressed);
      await service.drain();
      expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toMatchObject([
        { stars: 4, opinion: '可行', version: 1 },
      ]);
      expect(cardOf(service.feishu, group, card).plain).toContain('已有 1 位专家评价');
    },
  );
});
