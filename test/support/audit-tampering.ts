import type { Db } from '../../src/stores/database.ts';

/** What somebody with the database's password does to a chain of six entries, and what is said of it. */
export const TAMPERINGS: Readonly<
  Record<
    string,
    { do: (db: Db, owner: string) => Promise<unknown>; flaw: { position: number; kind: string } }
  >
> = {
  'the detail of an entry': {
    do: (db, owner) => entryAt(db, owner, 3).update({ detail: '{"origin":"focus"}' }),
    flaw: { position: 3, kind: 'changed' },
  },
  'the sealed text of an entry': {
    do: (db, owner) => entryAt(db, owner, 3).update({ text: '' }),
    flaw: { position: 3, kind: 'changed' },
  },
  'the sealed text so that it does not open': {
    do: (db, owner) => entryAt(db, owner, 3).update({ text: 's1.00000000.broken!' }),
    flaw: { position: 3, kind: 'changed' },
  },
  'the detail so that it is none': {
    do: (db, owner) => entryAt(db, owner, 2).update({ detail: '{' }),
    flaw: { position: 2, kind: 'changed' },
  },
  'the actor of an entry': {
    do: (db, owner) => entryAt(db, owner, 1).update({ actor: 'platform' }),
    flaw: { position: 1, kind: 'changed' },
  },
  'the time of an entry': {
    do: (db, owner) => entryAt(db, owner, 6).update({ at: new Date('2026-11-20T00:00:00.001Z') }),
    flaw: { position: 6, kind: 'changed' },
  },
  'two entries, by changing places': {
    do: async (db, owner) => {
      await entryAt(db, owner, 2).update({ position: 99 });
      await entryAt(db, owner, 3).update({ position: 2 });
      await entryAt(db, owner, 99).update({ position: 3 });
    },
    flaw: { position: 2, kind: 'changed' },
  },
  'an entry in the middle, which is gone': {
    do: (db, owner) => entryAt(db, owner, 4).delete(),
    flaw: { position: 4, kind: 'missing' },
  },
  'an entry in the middle, with those after it moved up': {
    do: async (db, owner) => {
      await entryAt(db, owner, 4).delete();
      await entryAt(db, owner, 5).update({ position: 4 });
      await entryAt(db, owner, 6).update({ position: 5 });
    },
    flaw: { position: 4, kind: 'changed' },
  },
  'the first entry, which is gone': {
    do: (db, owner) => entryAt(db, owner, 1).delete(),
    flaw: { position: 1, kind: 'missing' },
  },
  'the last entry, which is gone': {
    do: (db, owner) => entryAt(db, owner, 6).delete(),
    flaw: { position: 6, kind: 'cut-off' },
  },
  'all entries, which are gone': {
    do: (db, owner) => db('audit').where({ enterprise_id: owner }).delete(),
    flaw: { position: 1, kind: 'cut-off' },
  },
  'the chain, by one more entry': {
    do: (db, owner) => copy(db, owner, { position: 7 }),
    flaw: { position: 7, kind: 'changed' },
  },
  'the trail, by an entry beside the chain': {
    do: (db, owner) => copy(db, owner, { position: null }),
    flaw: { position: 0, kind: 'unchained' },
  },
  'the chain, by an entry that claims a place before the first': {
    do: (db, owner) => copy(db, owner, { position: 0 }),
    flaw: { position: 0, kind: 'doubled' },
  },
  'the end of the chain, which was turned back': {
    do: async (db, owner) => {
      const [fifth] = await entryAt(db, owner, 5);
      const back = { position: 5, hash: fifth?.['hash'] };
      await db('audit_heads').where({ enterprise_id: owner }).update(back);
    },
    flaw: { position: 6, kind: 'added' },
  },
};

/** The entry at a position of an enterprise's chain, past all that panhuo knows. */
export const entryAt = (db: Db, owner: string, position: number) =>
  db<Record<string, unknown>>('audit').where({ enterprise_id: owner, position });

async function copy(db: Db, owner: string, changes: { position: number | null }): Promise<void> {
  const [last] = await entryAt(db, owner, 6);
  await db('audit').insert({ ...last, id: `copy-of-${last?.['id']}`, ...changes });
}
