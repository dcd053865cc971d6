import { expect } from 'vitest';
import { outwardEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { Dump } from './world.ts';

/** A row as it stands in the database. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of a table. */
export function rows(dump: Dump, table: string): readonly Row[] {
  return dump[table] ?? [];
}

/** The row of an id, if there is one. */
export function byId(dump: Dump, table: string, id: unknown): Row | undefined {
  return rows(dump, table).find((row) => row['id'] === id);
}

/** The rows about a match. */
export function ofMatch(dump: Dump, table: string, matchId: unknown): readonly Row[] {
  return rows(dump, table).filter((row) => row['match_id'] === matchId);
}

/** Says whether a row of an enterprise evaluation has left the admin's hands. */
export function isSubmitted(row: Row | undefined): boolean {
  return row !== undefined && !['draft', 'editing'].includes(String(row['state']));
}

/** What would be posted, made by the function that makes it in production. */
export function outwardOf(dump: Dump, row: Row): unknown {
  const match = byId(dump, 'matches', row['match_id']);
  const enterprise = byId(dump, 'enterprises', match?.['enterprise_id']);
  const patent = byId(dump, 'patents', match?.['patent_id']);
  const evaluation = { ...row, submittedAt: row['submitted_at'] } as unknown as Parameters<
    typeof outwardEvaluation
  >[2];
  const posted = outwardEvaluation(
    { platformId: enterprise?.['platform_id'] } as Parameters<typeof outwardEvaluation>[0],
    JSON.parse(String(patent?.['record'])) as Parameters<typeof outwardEvaluation>[1],
    evaluation,
  );
  expect(Object.keys(posted).sort()).toEqual([
    'applicationNumber',
    'enterprise',
    'opinion',
    'stars',
    'submittedAt',
  ]);
  expect(posted.stars).toBe(row['stars']);
  return posted;
}

/** The rows that belong to one enterprise. */
export function partOf(dump: Dump, enterpriseId: string): Dump {
  const own = (table: string) => rows(dump, table).filter((row) => row['enterprise_id'] === enterpriseId);
  const matches = new Set(own('matches').map(({ id }) => id));
  const answers = rows(dump, 'expert_evaluations').filter((row) => matches.has(row['match_id']));
  const ids = new Set(answers.map(({ id }) => id));
  const chats = own('chats');
  const lanes = new Set(chats.map(({ id }) => `chat:${id}`));
  return {
    enterprise: rows(dump, 'enterprises').filter(({ id }) => id === enterpriseId),
    members: own('members'),
    matches: own('matches'),
    cards: own('cards'),
    audit: own('audit'),
    chats,
    answers,
    history: rows(dump, 'expert_evaluation_history').filter((row) => ids.has(row['evaluation_id'])),
    evaluations: rows(dump, 'enterprise_evaluations').filter((row) => matches.has(row['match_id'])),
    promises: rows(dump, 'outbox').filter(
      ({ lane }) => lanes.has(String(lane)) || matches.has(String(lane).replace('platform:', '')),
    ),
  };
}
