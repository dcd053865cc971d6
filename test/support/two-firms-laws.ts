import { expect } from 'vitest';
import type { Room, Somebody } from './two-firms-founding.ts';
import {
  isPublic,
  isSecret,
  type Mark,
  marksIn,
  mayHang,
  mayRead,
  SIGNS,
  type Sign,
} from './two-firms-marks.ts';
import { idsOf, partOf, type Standings } from './two-firms-rows.ts';
import type { Stage } from './two-firms-stage.ts';
import type { Dump } from './world.ts';

/** Something people were shown: a message as it was sent or edited, or the short text after a press. */
export interface Shown {
  readonly room: Room;
  readonly content: string;
}

/** What happened in a step, and what came of it. */
export interface Taken {
  readonly stage: Stage;
  readonly before: Dump;
  readonly after: Dump;
  /** Who did it; null for the operator and the platform. */
  readonly by: Somebody | null;
  /** The enterprise it was done in; null when it may concern both. */
  readonly sign: Sign | null;
  /** True for a text, which is answered in the chat of an enterprise even when a stranger writes it. */
  readonly words: boolean;
  readonly shown: readonly Shown[];
  readonly logged: readonly string[];
  /** Who everybody had ever been before the step, who he has ever been after it, and who he is now. */
  readonly was: Standings;
  readonly ever: Standings;
  readonly is: Standings;
  /** The marks each person had read before. */
  readonly read: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A mark where it should not be. */
type Astray = Mark & { readonly reader: string };

/** Everything that must hold after every step, by the sentence that a failure shows. */
export const LAWS: Readonly<Record<string, (taken: Taken) => void>> = {
  'a group reads nothing of another enterprise, and of its own nothing that is one person’s': ({ shown }) => {
    const astray = shown.flatMap(({ room, content }) => {
      const { group } = room;
      return group === null ? [] : marksIn(content).filter((found) => !mayHang(found, group));
    });
    expect(astray).toEqual([]);
  },

  'a person reads of enterprises he is or was in, and of others’ answers as their admin alone': (taken) => {
    const astray = inPrivate(taken, (found, { key }) => mayRead(found, key, taken.ever[key] ?? NOBODY));
    expect(astray).toEqual([]);
  },

  'whoever is no admin any more learns nothing new of what experts say and who they are': (taken) => {
    const astray = inPrivate(taken, (found, { key }) => {
      const knows = taken.read.get(key)?.has(found.text) === true || found.owner === key;
      return knows || !isSecret(found) || taken.is[key]?.[found.sign] === 'admin';
    });
    expect(astray).toEqual([]);
  },

  'no message speaks of two enterprises': ({ shown }) => {
    const signsOf = (content: string) =>
      marksIn(content).flatMap((found) => (isPublic(found) ? [] : found.sign));
    const mixed = shown.filter(({ content }) => new Set(signsOf(content)).size > 1);
    expect(mixed).toEqual([]);
  },

  'no card carries an id of another enterprise': ({ shown, stage, after, ever }) => {
    const ids = idsOf(stage, after);
    const astray = shown.flatMap(({ room, content }) => {
      const found = [...content.matchAll(UUID)].flatMap(([id]) => ids.get(id) ?? []);
      const [one] = room.members;
      const mayHave = (sign: Sign) =>
        room.group === null ? ever[one?.key ?? '']?.[sign] !== 'nobody' : room.group.sign === sign;
      return new Set(found).size > 1 ? found : found.filter((sign) => !mayHave(sign));
    });
    expect(astray).toEqual([]);
  },

  'the platform gets what an admin of the enterprise has written, and nothing else of anybody': (taken) => {
    const { stage, after } = taken;
    const ids = idsOf(stage, after);
    const { books } = stage.service.platform;
    for (const record of [...books.evaluations(), ...books.intents(), ...books.demands()]) {
      const own = 'stars' in record ? 'draft' : 'wish';
      const of = SIGNS.find((sign) => stage.firms[sign].platformId === record.enterprise);
      const text = JSON.stringify(record);
      // What it says of a patent, it says of its own: any patent of the register may be the one.
      const patent = 'applicationNumber' in record ? record.title : '';
      const astray = marksIn(text).filter((found) =>
        isPublic(found) ? !patent.includes(found.text) : found.sign !== of || found.secret !== own,
      );
      expect(astray).toEqual([]);
      expect([...text.matchAll(UUID)].filter(([id]) => (ids.get(id) ?? of) !== of)).toEqual([]);
    }
  },

  'the log tells nothing of anybody': ({ logged, stage }) => {
    const astray = logged.filter((line) => marksIn(line).length > 0 || hasMobile(stage, line));
    expect(astray).toEqual([]);
  },

  'nobody is shown a mobile number': ({ shown, stage }) => {
    expect(shown.filter(({ content }) => hasMobile(stage, content))).toEqual([]);
  },

  'what is done in one enterprise, or by somebody who was never in it, changes no row of another': (
    taken,
  ) => {
    const { by, sign, stage, before, after, words, was } = taken;
    for (const each of SIGNS) {
      const stranger = by !== null && was[by.key]?.[each] === 'nobody';
      if ((sign === null || sign === each) && !stranger) continue;
      const { id } = stage.firms[each];
      // A stranger who writes in a group is answered there, and greeted when he asks for help.
      const answered = words && stranger && sign === each;
      expect(partOf(after, id, answered)).toEqual(partOf(before, id, answered));
    }
  },
};

const NOBODY = { 甲: 'nobody', 乙: 'nobody' } as const;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

function hasMobile({ people }: Stage, text: string): boolean {
  return people.some(({ mobile }) => text.includes(mobile));
}

/** The marks in private chats that do not hold to a rule. */
function inPrivate({ shown }: Taken, holds: (found: Mark, reader: Somebody) => boolean): Astray[] {
  return shown.flatMap(({ room, content }) => {
    const [reader] = room.members;
    if (room.group !== null || !reader) return [];
    const astray = marksIn(content).filter((found) => !holds(found, reader));
    return astray.map((found) => ({ ...found, reader: reader.key }));
  });
}
