import { expect } from 'vitest';
import type { Done } from './story-presses.ts';
import { byId, isSubmitted, ofMatch, outwardOf, partOf, rows } from './story-rows.ts';
import { EXPERT_NAMES, type Known, keyOf, MARK, type Stage } from './story-stage.ts';
import type { Dump } from './world.ts';

/** The database before and after a step, and what the step was. */
export interface Taken {
  readonly stage: Stage;
  readonly before: Dump;
  readonly after: Dump;
  readonly done: Done;
}

const changed = ({ before, after }: Taken, table: string) =>
  rows(after, table).filter((row) => JSON.stringify(row) !== JSON.stringify(byId(before, table, row['id'])));
const actor = ({ stage, done }: Taken): Known | undefined =>
  stage.known.get(keyOf(done.userId ?? '', done.enterpriseId ?? ''));
/** Whether the notice was a refusal; panhuo refuses in the tone of a warning. */
const refused = ({ done }: Taken) => done.notice?.tone === 'warning';

/** Everything that must hold after every step, by the sentence that a failure shows. */
export const LAWS: Readonly<Record<string, (taken: Taken) => void>> = {
  'nobody meets an error': ({ done }) => expect(done.notice?.tone).not.toBe('error'),

  'a refusal changes nothing': (taken) => {
    if (!refused(taken)) return;
    // A text is answered where it was written, so its refusal is a promise in the outbox.
    const besides = (dump: Dump): Dump =>
      taken.done.act === 'reply' ? { ...dump, outbox: [], chats: [] } : dump;
    expect(besides(taken.after)).toEqual(besides(taken.before));
  },

  'a delivery that comes again gets the same answer and changes nothing': ({ done, before, after }) => {
    if (done.act !== 'redeliver') return;
    expect(done.notice).toEqual(done.earlier);
    expect(after).toEqual(before);
  },

  'what is done in one enterprise changes no row of another': ({ stage, done, before, after }) => {
    if (done.enterpriseId === null) return;
    for (const { enterprise } of stage.firms) {
      if (enterprise.id !== done.enterpriseId)
        expect(partOf(after, enterprise.id)).toEqual(partOf(before, enterprise.id));
    }
  },

  'no answer is ever lost': ({ before, after }) => {
    const kept = new Set(rows(after, 'expert_evaluations').map(({ id }) => id));
    expect(rows(before, 'expert_evaluations').filter(({ id }) => !kept.has(id))).toEqual([]);
  },

  'an answer changes by its own expert while the match is open, or by the verdict of an admin': (taken) => {
    for (const row of changed(taken, 'expert_evaluations')) {
      expect(byId(taken.before, 'matches', row['match_id'])).toMatchObject({
        state: 'open',
        library: 'evaluation',
      });
      expect(row['match_id']).toBe(taken.done.card?.subjectId);
      if (taken.done.act === 'review') {
        expect(actor(taken)?.roles).toContain('admin');
        const earlier = byId(taken.before, 'expert_evaluations', row['id']);
        const { stars, opinion, member_id, rated_at } = row;
        expect(earlier).toMatchObject({
          stars,
          opinion,
          member_id,
          rated_at,
          state: 'submitted',
          version: taken.done.carried['version'],
        });
      } else {
        expect(['rate', 'reply']).toContain(taken.done.act);
        expect(actor(taken)?.roles).toContain('expert');
        expect(row['member_id']).toBe(actor(taken)?.memberId);
      }
    }
  },

  'a private card serves nobody but its reader': (taken) => {
    const { card } = taken.done;
    if (card === null || card.viewerId === null || refused(taken)) return;
    expect(actor(taken)?.memberId).toBe(card.viewerId);
  },

  'every version of an answer is kept, and the last one is the present': ({ after }) => {
    for (const answer of rows(after, 'expert_evaluations')) {
      const history = rows(after, 'expert_evaluation_history')
        .filter((row) => row['evaluation_id'] === answer['id'])
        .sort((a, b) => Number(a['version']) - Number(b['version']));
      expect(history.map((row) => row['version'])).toEqual(history.map((_, index) => index + 1));
      const { version, stars, opinion, state, reason } = answer;
      expect(history.at(-1)).toMatchObject({ version, stars, opinion, state, reason });
    }
  },

  'stars are whole and from one to five': ({ after }) => {
    const rated = ['expert_evaluations', 'expert_evaluation_history', 'enterprise_evaluations'];
    const odd = rated
      .flatMap((table) => rows(after, table))
      .filter(({ stars }) => ![1, 2, 3, 4, 5].includes(Number(stars)));
    expect(odd).toEqual([]);
  },

  'a match is closed when its evaluation is submitted, and only then': ({ after }) => {
    for (const match of rows(after, 'matches')) {
      const [evaluation] = ofMatch(after, 'enterprise_evaluations', match['id']);
      expect(match['state'] === 'closed').toBe(isSubmitted(evaluation));
    }
  },

  'only an admin submits, and only the very draft that was shown and typed by an admin': (taken) => {
    const { stage, before, done } = taken;
    for (const row of changed(taken, 'enterprise_evaluations').filter(isSubmitted)) {
      const earlier = byId(before, 'enterprise_evaluations', row['id']);
      if (isSubmitted(earlier)) continue;
      const { revision, stars, opinion, match_id } = row;
      expect(done).toMatchObject({ act: 'submit', carried: { revision } });
      expect(done.card).toMatchObject({
        kind: 'enterprise-evaluation',
        subjectId: match_id,
        viewerId: actor(taken)?.memberId,
      });
      expect(actor(taken)?.roles).toContain('admin');
      expect(earlier).toMatchObject({ state: 'draft', revision, stars, opinion });
      expect(stage.typed).toContain(opinion);
    }
  },

  'a submitted evaluation is never changed again': ({ before, after }) => {
    for (const row of rows(before, 'enterprise_evaluations').filter(isSubmitted)) {
      const { id, match_id, stars, opinion, revision, drafted_by, submitted_by, submitted_at } = row;
      const fixed = { match_id, stars, opinion, revision, drafted_by, submitted_by, submitted_at };
      const later = byId(after, 'enterprise_evaluations', id);
      expect(later).toMatchObject(fixed);
      expect(isSubmitted(later)).toBe(true);
    }
  },

  'a submission is promised to the platform once and stands in the audit trail once, with its exact text': ({
    after,
  }) => {
    const trail = rows(after, 'audit').filter(({ act }) => act === 'submit-evaluation');
    const promises = rows(after, 'outbox').filter(({ topic }) => topic === 'evaluation');
    const submitted = rows(after, 'enterprise_evaluations').filter(isSubmitted);
    expect(promises.map(({ payload }) => payload).sort()).toEqual(
      submitted.map(({ id }) => JSON.stringify({ evaluation: id })).sort(),
    );
    const told = submitted.map((row) => ({
      subject: row['id'],
      actor: row['submitted_by'],
      at: row['submitted_at'],
      detail: JSON.stringify({ stars: row['stars'], opinion: row['opinion'] }),
    }));
    expect(trail).toHaveLength(told.length);
    expect(trail).toEqual(expect.arrayContaining(told.map((entry) => expect.objectContaining(entry))));
  },

  'the audit trail only grows': ({ before, after }) => {
    const kept = new Set(rows(after, 'audit').map((row) => JSON.stringify(row)));
    expect(rows(before, 'audit').filter((row) => !kept.has(JSON.stringify(row)))).toEqual([]);
  },

  'no name, star or word of an expert leaves the enterprise': ({ after }) => {
    const outward = rows(after, 'enterprise_evaluations')
      .filter(isSubmitted)
      .map((row) => outwardOf(after, row));
    const outside = [
      ...outward,
      ...rows(after, 'outbox').map(({ payload }) => payload),
      ...rows(after, 'audit').map(({ detail }) => detail),
    ];
    const text = JSON.stringify(outside);
    expect([MARK, ...EXPERT_NAMES].filter((secret) => text.includes(secret))).toEqual([]);
    for (const { topic, payload } of rows(after, 'outbox')) {
      if (topic !== 'text') expect(Object.keys(JSON.parse(String(payload)))).toEqual([topic]);
    }
    const starred = rows(after, 'audit').filter(
      ({ act, detail }) => act !== 'submit-evaluation' && String(detail).includes('stars'),
    );
    expect(starred).toEqual([]);
  },

  'a rating is taken whenever the rules allow it': (taken) => {
    const { done, before } = taken;
    if (done.act !== 'rate' || done.card === null || ![1, 2, 3, 4, 5].includes(Number(done.carried['stars'])))
      return;
    const match = byId(before, 'matches', done.card.subjectId);
    const mine = actor(taken);
    const open = match?.['state'] === 'open' && match['library'] === 'evaluation';
    const fits =
      done.card.kind === 'patent' || (done.card.kind === 'returned' && done.card.viewerId === mine?.memberId);
    const last = ofMatch(before, 'expert_evaluations', match?.['id']).find(
      (row) => row['member_id'] === mine?.memberId,
    );
    const allowed = open && fits && mine?.roles.includes('expert') === true && last?.['state'] !== 'rejected';
    expect(refused(taken)).toBe(!allowed);
  },
};
