import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCard, promiseText } from '../../src/actions/promise-cards.ts';
import { newRoom } from '../../src/domain/chat-room.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { rows } from '../support/story-rows.ts';
import { mark } from '../support/two-firms-marks.ts';
import { openTwoFirms, type Stage } from '../support/two-firms-stage.ts';
import { type Done, type Step, take, walks, wasRefused } from '../support/two-firms-steps.ts';
import { watch } from '../support/two-firms-watch.ts';

const RUNS = 10;

/** The same walks every time: whether they have been everywhere must not be left to luck. */
const SEED = 20261122;

/** Every new button makes the rest rarer: there are more rounds of walks until they have been everywhere. */
const ROUNDS = { least: 4, most: 13 } as const;

/** Where the walks must have been, or they prove little. */
const EVERYWHERE = [
  ...[
    'rate',
    'review',
    'draft',
    'submit',
    'open-experts',
    'keep-expert',
    'turn',
    'apply',
    'decide-application',
    'open-intent',
    'draft-intent',
    'draft-demand',
    'open-listed',
    'accept-listed',
  ],
  ...[
    'recommend-listed',
    'recommend-picked',
    'save-admin-profile',
    'say 3星',
    'say 专家名单',
    'say 周报',
    'say 移交管理员',
  ],
  ...['push', 'digest', 'rename', 'remove', 'erase', 'enter', 'resign', 'wrong rate', 'wrong draft'],
]
  .map((name) => `${name} done`)
  .concat([
    'wrong review refused',
    'wrong keep-expert refused',
    'wrong submit refused',
    'wrong apply refused',
    'wrong open-listed refused',
    'wrong accept-listed refused',
  ]);

const NOTHING: Done = { name: 'nothing', by: null, sign: '甲' };

async function walk(
  steps: readonly Step[],
  pressed: Map<string, number>,
  count: (name: string) => void,
): Promise<void> {
  const stage = await openTwoFirms(pressed);
  try {
    const watcher = await watch(stage);
    let now = await stage.look();
    for (const step of steps) {
      const done = await take(stage, step, now);
      if (!done) continue;
      await watcher.judge(done);
      count(`${done.name} ${wasRefused(done.toast ?? '') ? 'refused' : 'done'}`);
      now = await stage.look();
    }
  } finally {
    await stage.close();
  }
}

it('whatever happens in two enterprises on one app, nothing of one reaches the other', {
  timeout: 400_000,
}, async () => {
  const tally = new Map<string, number>();
  const pressed = new Map<string, number>();
  const count = (name: string) => tally.set(name, (tally.get(name) ?? 0) + 1);
  const missing = () => EVERYWHERE.filter((name) => !tally.has(name));
  for (let round = 0; round < ROUNDS.least || (round < ROUNDS.most && missing().length > 0); round += 1)
    await fc.assert(
      fc.asyncProperty(walks, (steps) => walk(steps, pressed, count)),
      // Shrinking a failure ends in time to show its seed.
      { numRuns: RUNS, seed: SEED + round, interruptAfterTimeLimit: 100_000 },
    );
  expect(missing()).toEqual([]);
});

/** What somebody careless could write into the product. */
const LEAKS: Readonly<Record<string, (tx: Tx, stage: Stage, found: Found) => Promise<void>>> = {
  'a group reads nothing of another enterprise': async (tx, { firms }, { group, match }) => {
    const subject = { id: match, enterpriseId: firms.甲.id };
    await openCard(tx, { kind: 'patent', subject, chat: await tx.chats.get(group), viewer: null });
  },
  'a person reads of enterprises he is or was in': async (tx, stage) =>
    textTo(tx, stage, 'nobody', mark('甲', 'firm')),
  'a person reads of enterprises he is or was in, and of others’ answers': async (tx, stage) =>
    textTo(tx, stage, 'aone', mark('甲', 'opinion', 'shared')),
  'no message speaks of two enterprises': async (tx, stage) =>
    textTo(tx, stage, 'shared', `${mark('甲', 'firm')}${mark('乙', 'firm')}`),
  'no card carries an id of another enterprise': async (tx, stage, { match }) =>
    textTo(tx, stage, 'aone', match),
  'nobody is shown a mobile number': async (tx, stage) =>
    textTo(tx, stage, 'aadmin', stage.people[0]?.mobile ?? ''),
  'what is done in one enterprise': async (tx, { firms }) => {
    const enterprise = await tx.enterprises.get(firms.乙.id);
    await tx.enterprises.replace({ ...enterprise, deadline: '2026-12-31' });
  },
};

/** Where a leak may begin: the group of one enterprise, and a match of the other. */
interface Found {
  readonly group: string;
  readonly match: string;
}

async function textTo(tx: Tx, { people }: Stage, key: string, text: string): Promise<void> {
  const address = people.find((one) => one.key === key)?.openId ?? '';
  const room = { id: tx.newId(), connection: 'default', kind: 'private', address } as const;
  const chat = await tx.chats.ensure(newRoom(room), tx.at);
  await promiseText(tx, { key: tx.newId(), chat, text });
}

it('whatever leaks is found', async () => {
  const stage = await openTwoFirms();
  const watcher = await watch(stage);
  const now = await stage.look();
  const firstOf = (table: string, enterpriseId: string) =>
    String(rows(now, table).find((row) => row['enterprise_id'] === enterpriseId)?.['id']);
  const { firms, service } = stage;
  const theirs = rows(now, 'patents').find(({ record }) => String(record).includes(mark('乙', 'patent')));
  const match = rows(now, 'matches').find((row) => row['patent_id'] === theirs?.['id']);
  const found = { group: firstOf('chats', firms.甲.id), match: String(match?.['id']) };
  for (const [law, leak] of Object.entries(LEAKS)) {
    await service.app.inTransaction((tx) => leak(tx, stage, found));
    await service.drain();
    await expect(watcher.judge(NOTHING), law).rejects.toThrow(law);
  }
  await stage.close();
});
