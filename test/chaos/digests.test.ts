import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { periodAt, weekly } from '../../src/domain/period.ts';
import { onEveryServer } from '../support/databases.ts';
import { buildService } from '../support/service-process.ts';
import { type DigestGroup, type DigestWorld, openDigestWorld } from './digest-world.ts';

/** `npm run chaos -- digests` asks for more of it. */
const WEEKS = Number(process.env['CHAOS_WEEKS'] ?? 2);
const GROUPS = Number(process.env['CHAOS_GROUPS'] ?? 5);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);
const LONG = process.env['CHAOS_WEEKS'] !== undefined;
const PROCESSES = 3;
const MINUTE = 60_000;
/** A process that dies over a run or a message holds it so long. */
const LEASE_MS = 11 * MINUTE;
const WEEKLY = weekly('Asia/Shanghai');

beforeAll(buildService, 2 * MINUTE);

onEveryServer(`over ${WEEKS} weeks, three processes that are killed at random`, (engine) => {
  it(
    `bring each of ${GROUPS} groups one digest a week`,
    async () => {
      // A year of which nobody knows the holidays: on those no digest goes out.
      const at = new Date('2035-01-04T10:00:00+08:00');
      const url = await engine.freshUrl();
      const world = await openDigestWorld(url, { groups: GROUPS, processes: PROCESSES, at });
      onTestFinished(world.close);
      const dice = diceOf(SEED);
      let kills = 0;
      for (let week = 1; week <= WEEKS; week += 1) {
        for (const group of world.groups) if (dice() < 1 / 3) await world.bring(group);
        // Sometimes some hours late, as after a day on which nothing ran.
        world.move(
          new Date(periodAt(WEEKLY, world.now()).until.getTime() + Math.floor(dice() * 8) * 60 * MINUTE),
        );
        kills += await killSome(world, dice);
        await allHave(world, week);
        if (LONG) console.log(`week ${week}: ${kills} kills`);
      }
      expect(kills).toBeGreaterThan(0);
      // Whatever is left to come would come now.
      world.move(LEASE_MS);
      await pause(1000);
      const counts = world.groups.map((group) => digestsIn(world, group).map(weekOf));
      const mondays = Array.from({ length: WEEKS }, (_, index) => counts[0]?.[index]);
      expect(new Set(mondays).size).toBe(WEEKS);
      expect(counts.filter((weeks) => weeks.join() !== mondays.join())).toEqual([]);
    },
    10 * MINUTE + WEEKS * GROUPS * 1000,
  );
});

/** Kills up to three of the processes while they are at it. */
async function killSome(world: DigestWorld, dice: () => number): Promise<number> {
  const victims = Array.from({ length: PROCESSES }, (_, which) => which).filter(() => dice() < 0.5);
  for (const which of victims) {
    await pause(dice() * 300);
    await world.kill(which);
  }
  return victims.length;
}

/** Waits until every group has the digest of a week; what a dead process held comes free with its lease. */
async function allHave(world: DigestWorld, week: number): Promise<void> {
  const missing = () => world.groups.filter((group) => digestsIn(world, group).length < week);
  for (let round = 0; missing().length > 0; round += 1) {
    if (round > 400)
      throw new Error(`${missing().length} groups have no digest of week ${week}:\n${world.output()}`);
    await pause(100);
    // Not so often that an hour goes by: what Feishu has taken by then, it would take again.
    if (round % 100 === 99) world.move(LEASE_MS);
    else world.move(0);
  }
}

function digestsIn({ feishu }: DigestWorld, { chat }: DigestGroup): Date[] {
  return feishu
    .messages(chat)
    .filter(({ content }) => content.includes('盘活周报'))
    .map(({ sentAt }) => sentAt);
}

function weekOf(at: Date): string {
  return periodAt(WEEKLY, at).from.toISOString();
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
