import { describe, expect, it } from 'vitest';
import { bind, takesCards, takesCardsOf } from '../../src/domain/chat-room.ts';
import { aGroup, refusal } from '../support/builders.ts';

const NOW = new Date('2026-11-23T01:00:00Z');

describe('binding a group', () => {
  it('gives an unbound group to the enterprise', () => {
    expect(bind(aGroup({ enterpriseId: null }), { enterpriseId: 'enterprise-1', at: NOW }).enterpriseId).toBe(
      'enterprise-1',
    );
  });

  it('brings a lost group of the same enterprise back', () => {
    expect(bind(aGroup({ lost: true }), { enterpriseId: 'enterprise-1', at: NOW })).toMatchObject({
      lost: false,
    });
  });

  it('refuses a group of another enterprise', () => {
    expect(() => bind(aGroup(), { enterpriseId: 'enterprise-2', at: NOW })).toThrow(
      refusal('chat_bound_elsewhere'),
    );
  });

  it('refuses a group with outsiders, bound or not', () => {
    for (const enterpriseId of [null, 'enterprise-1'])
      expect(() =>
        bind(aGroup({ external: true, enterpriseId }), { enterpriseId: 'enterprise-1', at: NOW }),
      ).toThrow(refusal('external_chat'));
  });
});

describe('cards', () => {
  it.each([
    ['a bound internal group', aGroup()],
    ['a private chat', aGroup({ kind: 'private', enterpriseId: null })],
  ])('may go into %s', (_, room) => {
    expect(takesCards(room)).toBe(true);
  });

  it.each([
    ['a group of nobody', aGroup({ enterpriseId: null })],
    ['a group that was lost', aGroup({ lost: true })],
    ['a bound group into which outsiders came', aGroup({ external: true })],
    ['a private chat that was lost', aGroup({ kind: 'private', lost: true })],
  ])('may not go into %s', (_, room) => {
    expect(takesCards(room)).toBe(false);
  });

  it('of an enterprise go into its own groups and into private chats, never into a group of another', () => {
    expect(takesCardsOf(aGroup(), 'enterprise-1')).toBe(true);
    expect(takesCardsOf(aGroup(), 'enterprise-2')).toBe(false);
    expect(takesCardsOf(aGroup({ kind: 'private', enterpriseId: null }), 'enterprise-2')).toBe(true);
    expect(takesCardsOf(aGroup({ lost: true }), 'enterprise-1')).toBe(false);
  });
});
