import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { buildService } from '../support/service-process.ts';
import { runChaos } from './chaos.ts';

/** `npm run chaos` asks for more of it. */
const STORIES = Number(process.env['CHAOS_STORIES'] ?? 10);
const KILLS = Number(process.env['CHAOS_KILLS'] ?? 8);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);
const MINUTE = 60_000;

beforeAll(buildService, 2 * MINUTE);

it(
  `after ${KILLS} kills within ${STORIES} stories the platform has every record exactly once`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'panhuo-chaos-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const databaseUrl = process.env['CHAOS_DATABASE_URL'] ?? `sqlite:${join(folder, 'chaos.db')}`;
    const tell = process.env['CHAOS_KILLS'] === undefined ? {} : { tell: console.log };
    const outcome = await runChaos({ databaseUrl, stories: STORIES, kills: KILLS, seed: SEED, ...tell });
    expect(outcome).toEqual({
      kills: KILLS,
      evaluations: STORIES,
      intents: STORIES,
      demands: Math.ceil(STORIES / 10),
      differences: [],
    });
  },
  KILLS * 10_000 + 15 * MINUTE,
);
