import { createCipheriv } from 'node:crypto';
import { expect, it } from 'vitest';
import { answerReply } from '../../src/actions/answer-reply.ts';
import { issueCode } from '../../src/actions/binding-code.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { CODE_LENGTH, codeFrom, TRIES_AN_HOUR } from '../../src/domain/binding-code.ts';
import { dump, openWorld, sayTo, type World } from '../support/world.ts';

const ATTEMPTS = 100_000;
const PEOPLE = 10_000;
const HOURS = 5;
/** How many attempts share a transaction, for speed; each is one text of one person all the same. */
const BATCH = 500;
const HOUR_MS = 3_600_000;

/** Chance that comes out the same in every run: the key stream of a cipher. */
interface Luck {
  readonly bytes: (count: number) => Uint8Array;
  /** A whole number below a limit. */
  readonly below: (limit: number) => number;
}

function luckOf(seed: number): Luck {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  const bytes = (count: number) => stream.update(Buffer.alloc(count));
  return { bytes, below: (limit) => bytes(4).readUInt32BE() % limit };
}

/** Every sign a code can have at one of its places, as the code itself writes them. */
const SIGNS = [...new Set(Array.from({ length: 256 }, (_, byte) => codeFrom(ofOneByte(byte))[0] ?? ''))];

function ofOneByte(byte: number): Uint8Array {
  return new Uint8Array(CODE_LENGTH).fill(byte);
}

/** A code that differs from a real one in so many signs. */
function nearMiss(code: string, signs: number, luck: Luck): string {
  const typed = [...code.replaceAll('-', '')];
  const places = new Set<number>();
  while (places.size < signs) places.add(luck.below(typed.length));
  for (const place of places) {
    const at = SIGNS.indexOf(typed[place] ?? '');
    typed[place] = SIGNS[(at + 1 + luck.below(SIGNS.length - 1)) % SIGNS.length] ?? '';
  }
  return typed.join('');
}

/** What somebody types who has no code: one made up, or one he has nearly seen. */
function guess(code: string, luck: Luck): string {
  switch (luck.below(8)) {
    case 0:
    case 1:
      return nearMiss(code, 1, luck);
    case 2:
      return nearMiss(code, 2, luck);
    case 3:
      return code.slice(0, 1 + luck.below(code.length - 1));
    case 4:
      return `${code}${SIGNS[luck.below(SIGNS.length)]}`;
    default:
      return codeFrom(luck.bytes(CODE_LENGTH));
  }
}

async function enterpriseWithCode(world: World, random: Uint8Array) {
  return world.inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, { name: '演示企业（虚构）', platformId: 'demo-1' });
    const { code } = await issueCode(tx, { enterpriseId: id, random, days: 7 });
    return { id, code };
  });
}

const adminsOf = (world: World, enterpriseId: string) =>
  world.inTransaction((tx) => tx.members.adminsOf(enterpriseId));

/** Lets people guess for some hours; a hundred of them cannot stop. Counts what they are told. */
async function guessForHours(world: World, code: string, luck: Luck): Promise<Map<string, number>> {
  const told = new Map<string, number>();
  for (let done = 0; done < ATTEMPTS; done += BATCH) {
    if (done > 0 && done % (ATTEMPTS / HOURS) === 0) world.pass(HOUR_MS);
    const texts = Array.from({ length: BATCH }, () => {
      const eager = luck.below(4) === 0;
      const by = `ou_${luck.below(eager ? PEOPLE / 100 : PEOPLE)}`;
      return sayTo(world, by, `绑定 ${guess(code, luck)}`);
    });
    await world.inTransaction(async (tx) => {
      for (const text of texts) {
        const answer = (await answerReply(tx, text))?.text ?? '';
        told.set(answer, (told.get(answer) ?? 0) + 1);
      }
    });
  }
  return told;
}

it('a hundred thousand guesses bind nothing, and leave nothing but the count of them', {
  timeout: 120_000,
}, async () => {
  const luck = luckOf(1);
  const world = await openWorld();
  const { id, code } = await enterpriseWithCode(world, luck.bytes(CODE_LENGTH));
  const without = async () => ({ ...(await dump(world)), code_tries: [] });
  const before = await without();

  const told = await guessForHours(world, code, luck);

  expect([...told.keys()].toSorted()).toEqual([NOTICES.code_wrong, NOTICES.too_many_codes].toSorted());
  expect(await without()).toEqual(before);
  const tries: { tries: number; hour: string }[] = await world.database.db('code_tries');
  expect(tries.reduce((sum, row) => sum + row.tries, 0)).toBe(told.get(NOTICES.code_wrong));
  expect(Math.max(...tries.map((row) => row.tries))).toBe(TRIES_AN_HOUR);
  expect(new Set(tries.map(({ hour }) => hour)).size).toBeGreaterThanOrEqual(HOURS);

  expect(await world.handle(sayTo(world, 'ou_owner', `绑定 ${code}`))).toMatchObject({
    notice: { tone: 'success' },
  });
  expect(await adminsOf(world, id)).toHaveLength(1);
  await world.close();
});

it('at the pace that is allowed, ten thousand people find a code within a hundred years with a chance under a millionth', () => {
  const signs = Array.from({ length: 256 }, (_, byte) => codeFrom(ofOneByte(byte)).replaceAll('-', ''));
  const counts = signs.map(([sign]) => signs.filter(([other]) => other === sign).length);
  // Every sign is as likely as every other, at every place; so the codes are as many as they look.
  expect(new Set(counts)).toEqual(new Set([256 / SIGNS.length]));
  expect(new Set(signs.map((code) => code.length))).toEqual(new Set([CODE_LENGTH]));

  const codes = SIGNS.length ** CODE_LENGTH;
  const tries = PEOPLE * TRIES_AN_HOUR * 24 * 365.25 * 100;
  expect(tries / codes).toBeLessThan(1e-6);
});

it('people who guess at the same moment, in the same group, do not keep the owner of the code from using it', async () => {
  const luck = luckOf(2);
  const world = await openWorld();
  const { id, code } = await enterpriseWithCode(world, luck.bytes(CODE_LENGTH));
  const texts = Array.from({ length: 200 }, (_, index) =>
    sayTo(world, `ou_${index % 15}`, `绑定 ${nearMiss(code, 1, luck)}`),
  );
  const owner = sayTo(world, 'ou_owner', `绑定 ${code}`);

  const notices = await Promise.all(
    [...texts.slice(0, 100), owner, ...texts.slice(100)].map((text) => world.handle(text)),
  );

  expect(notices.filter(({ notice }) => notice?.tone === 'success')).toHaveLength(1);
  expect(notices.map(({ notice }) => notice?.text)).toContain(NOTICES.too_many_codes);
  const [admin] = await adminsOf(world, id);
  const person = await world.inTransaction((tx) => tx.persons.ofMember(admin?.id ?? ''));
  expect(person).toMatchObject([{ userId: 'ou_owner' }]);
  await world.close();
});

it('a binding costs the same after many guesses as before, and looks nothing up by going through all of them', async () => {
  const luck = luckOf(3);
  const quiet = await openWorld();
  const busy = await openWorld();
  const codes = { quiet: await enterpriseWithCode(quiet, luck.bytes(CODE_LENGTH)) };
  const { code } = await enterpriseWithCode(busy, luck.bytes(CODE_LENGTH));
  await busy.inTransaction(async (tx) => {
    for (let count = 0; count < 1000; count += 1)
      await answerReply(tx, sayTo(busy, `ou_${count}`, `绑定 ${nearMiss(code, 1, luck)}`));
  });

  const without = await statementsOf(quiet, codes.quiet.code);
  const after = await statementsOf(busy, code);

  expect(after).toHaveLength(without.length);
  const guessed = after.filter(({ sql }) => /code_tries|binding_codes|persons/.test(sql));
  expect(guessed.length).toBeGreaterThan(3);
  for (const { sql, bindings } of guessed) {
    const plan = await busy.database.db.raw(`explain query plan ${sql}`, bindings);
    expect(JSON.stringify(plan)).not.toContain('SCAN');
  }
  await quiet.close();
  await busy.close();
});

interface Statement {
  readonly sql: string;
  readonly bindings: string[];
}

/** What the owner's binding asks of the database. */
async function statementsOf(world: World, code: string): Promise<Statement[]> {
  const asked: Statement[] = [];
  const note = ({ sql, bindings }: Statement) => void asked.push({ sql, bindings });
  world.database.db.on('query', note);
  expect(await world.handle(sayTo(world, 'ou_owner', `绑定 ${code}`))).toMatchObject({
    notice: { tone: 'success' },
  });
  world.database.db.off('query', note);
  return asked;
}
