import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import {
  answerProblems,
  type Exchange,
  platformApi,
  requestProblems,
  schemaAt,
} from '../support/platform-contract.ts';
import { WIRE_EVALUATION } from '../support/platform-samples.ts';

function exchange(change: Partial<Exchange> = {}): Exchange {
  return {
    method: 'POST',
    url: new URL('http://127.0.0.1/v1/evaluations'),
    requestHeaders: new Headers({
      authorization: 'Bearer made-up-token',
      'content-type': 'application/json',
      'idempotency-key': 'evaluation.post:1',
    }),
    requestBody: WIRE_EVALUATION,
    status: 201,
    headers: new Headers(),
    body: { id: 'HZ-1', recorded_at: '2026-11-22T01:30:01Z' },
    ...change,
  };
}

describe('the platform contract', () => {
  it('passes the recommended OpenAPI rules without a warning', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lint({ ref: 'docs/platform-api.yaml', config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it('has no field for an expert in an evaluation, and no room for one', () => {
    const schema = (platformApi as { components: { schemas: { Evaluation: Record<string, object> } } })
      .components.schemas.Evaluation;
    expect(schema['additionalProperties']).toBe(false);
    expect(Object.keys(schema['properties'] ?? {}).sort()).toEqual(Object.keys(WIRE_EVALUATION).sort());
    expect(schema['required']).toHaveLength(5);
  });

  it.each([
    ['a rating of 0', { stars: 0 }],
    ['a rating of 6', { stars: 6 }],
    ['half a star', { stars: 4.5 }],
    ['an empty opinion', { opinion: '' }],
    ['a blank opinion', { opinion: ' \n' }],
    ['an opinion of 2001 characters', { opinion: '好'.repeat(2001) }],
    ['a date without a time', { submitted_at: '2026-11-22' }],
    ['an expert opinion', { expert_opinions: ['很好'] }],
  ])('does not take %s', (_name, change) => {
    const schema = schemaAt('components', 'schemas', 'Evaluation');
    expect(schema(WIRE_EVALUATION)).toBe(true);
    expect(schema({ ...WIRE_EVALUATION, ...change })).toBe(false);
  });

  it('counts an opinion in characters, so that rare ones are not counted twice', () => {
    expect(
      schemaAt('components', 'schemas', 'Evaluation')({ ...WIRE_EVALUATION, opinion: '𠮷'.repeat(2000) }),
    ).toBe(true);
  });
});

describe('the check of traffic against the contract', () => {
  it('passes what fits', () => {
    expect([...requestProblems(exchange()), ...answerProblems(exchange())]).toEqual([]);
  });

  it.each<[string, Partial<Exchange>]>([
    ['an undocumented status', { status: 204 }],
    ['an answer without its fields', { body: {} }],
    ['a page under an error status', { status: 404 }],
    ['429 without Retry-After', { status: 429, body: { code: 'rate_limited', message: '' } }],
    ['an undocumented path', { url: new URL('http://127.0.0.1/v1/experts') }],
  ])('notices %s in an answer', (_name, change) => {
    expect(answerProblems(exchange(change))).not.toEqual([]);
  });

  it.each<[string, Partial<Exchange>]>([
    ['an extra field', { requestBody: { ...WIRE_EVALUATION, expert: '专家一' } }],
    [
      'a missing key',
      {
        requestHeaders: new Headers({
          authorization: 'Bearer made-up-token',
          'content-type': 'application/json',
        }),
      },
    ],
    [
      'a missing token',
      { requestHeaders: new Headers({ 'idempotency-key': 'a', 'content-type': 'application/json' }) },
    ],
    ['an unknown parameter', { url: new URL('http://127.0.0.1/v1/evaluations?force=1') }],
    [
      'a limit too high',
      { method: 'GET', url: new URL('http://127.0.0.1/v1/patents?limit=501'), requestBody: undefined },
    ],
  ])('notices %s in a request', (_name, change) => {
    expect(requestProblems(exchange(change))).not.toEqual([]);
  });
});
