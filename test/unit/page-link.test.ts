import { describe, expect, it } from 'vitest';
import type { CardKind } from '../../src/domain/card-kind.ts';
import { type PageLink, pageLinks } from '../../src/http/page-link.ts';

const KEY = 'the-key-of-these-tests-and-no-other';
const NEXT = 'the-key-that-comes-after-that-of-these-tests';
const BASE = 'https://panhuo.example.com';
const AT = new Date('2026-11-23T02:00:00.000Z');
const CARD = { id: '019aaf00-0000-7000-8000-00000000000a', kind: 'patent' } as const;
const MEMBER = '019aaf00-0000-7000-8000-00000000000b';
const DAY = 24 * 60 * 60_000;

const links = pageLinks([KEY], BASE);
const later = (ms: number) => new Date(AT.getTime() + ms);
const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
const token = tokenOf(links.linkTo(CARD, MEMBER, AT));

function good(read: ReturnType<typeof links.read>): PageLink {
  if (typeof read === 'string') throw new Error(`the link is ${read}`);
  return read;
}

describe('a page link', () => {
  it('is short, safe in an address, and says whose page it opens', () => {
    expect(links.linkTo(CARD, MEMBER, AT)).toMatch(/^https:\/\/panhuo\.example\.com\/p\/[\w-]{67}$/);
    expect(good(links.read(token, AT))).toMatchObject({ cardId: CARD.id, memberId: MEMBER });
  });

  it('is the same all day long and another one the next day', () => {
    const at = (moment: string) => links.linkTo(CARD, MEMBER, new Date(moment));
    expect(at('2026-11-23T00:00:00.000Z')).toBe(at('2026-11-23T23:59:59.999Z'));
    expect(at('2026-11-24T00:00:00.000Z')).not.toBe(at('2026-11-23T23:59:59.999Z'));
  });

  it('is good for seven days at least, for eight at most, and expired from then on', () => {
    const { expiresAt } = good(links.read(token, later(7 * DAY)));
    expect(expiresAt.getTime() - AT.getTime()).toBeLessThanOrEqual(8 * DAY);
    expect(links.read(token, new Date(expiresAt.getTime() - 1))).toMatchObject({ cardId: CARD.id });
    expect(links.read(token, expiresAt)).toBe('expired');
  });

  it('differs from card to card and from member to member', () => {
    const other = { ...CARD, id: MEMBER };
    expect(
      new Set([token, tokenOf(links.linkTo(other, MEMBER, AT)), tokenOf(links.linkTo(CARD, CARD.id, AT))])
        .size,
    ).toBe(3);
  });

  it('opens nothing once a single bit of it is changed', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(links.read(changed.toString('base64url'), AT)).toBe('forged');
    }
  });

  it.each([
    ['nothing', ''],
    ['half of it', token.slice(0, 30)],
    ['more than it', `${token}A`],
    ['another spelling of it', `${token}=`],
    ['what a decoder passes over', `${token.slice(0, 5)}!${token.slice(5)}`],
    ['words', '盘活'],
  ])('opens nothing when it is %s', (_, spelled) => {
    expect(links.read(spelled, AT)).toBe('forged');
  });

  it('opens nothing under another key', () => {
    expect(pageLinks([NEXT], BASE).read(token, AT)).toBe('forged');
  });

  it('outlives a change of keys, and stays one link for the browser that has it', () => {
    const changed = pageLinks([NEXT, KEY], BASE);
    const anew = tokenOf(changed.linkTo(CARD, MEMBER, AT));
    expect(anew).not.toBe(token);
    expect(good(changed.read(token, AT))).toEqual(good(changed.read(anew, AT)));
  });

  it.each([
    ['no key', pageLinks([], BASE), 'patent'],
    ['no address', pageLinks([KEY], null), 'patent'],
    ['no page for such a card', links, 'check'],
  ] as const)('is not made where there is %s', (_, made, kind: CardKind) => {
    expect(made.linkTo({ ...CARD, kind }, MEMBER, AT)).toBe('');
  });

  it('is read by nobody where there is no key', () => {
    expect(pageLinks([], BASE).read(token, AT)).toBe('forged');
  });

  it('cannot be made of ids that are none of ours', () => {
    expect(() => links.linkTo({ ...CARD, id: '../admin' }, MEMBER, AT)).toThrow('no UUID');
  });
});

describe('a mark on a text', () => {
  it('is good for this text and under our keys alone', () => {
    const mark = links.mark('已保存');
    expect(links.isMarked('已保存', mark)).toBe(true);
    expect(links.isMarked('已删除', mark)).toBe(false);
    expect(links.isMarked('已保存', '')).toBe(false);
    expect(pageLinks([NEXT], BASE).isMarked('已保存', mark)).toBe(false);
    expect(pageLinks([NEXT, KEY], BASE).isMarked('已保存', mark)).toBe(true);
  });

  it('does not pass for the signature of a link', () => {
    const content = Buffer.from('a text that is as long as links are'.slice(0, 34));
    const mark = Buffer.from(links.mark(content.toString()), 'base64url');
    expect(links.read(Buffer.concat([content, mark]).toString('base64url'), AT)).toBe('forged');
  });
});
