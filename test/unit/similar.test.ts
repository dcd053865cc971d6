import { describe, expect, it } from 'vitest';
import type { Patent } from '../../src/domain/patent.ts';
import { mostSimilar, similarWishOf } from '../../src/matching/similar.ts';
import { aPatent } from '../support/builders.ts';

const PLAIN: Partial<Patent> = {
  abstract: '',
  ipc: [],
  sei: [],
  industries: [],
  members: [],
  kind: 'single',
};
let ids = 0;
const a = (title: string, over: Partial<Patent> = {}): Patent => {
  ids += 1;
  const applicationNumber = `CN20990000${String(ids).padStart(4, '0')}.0`;
  return aPatent({ ...PLAIN, id: `patent-${1000 + ids}`, applicationNumber, title, ...over });
};
const namesOf = (patent: Patent, others: readonly Patent[], most = 8) =>
  mostSimilar(patent, others, most).map(({ patent: { title } }) => title);

describe('similar patents', () => {
  const separator = a('一种锂电池隔膜的制备方法', { ipc: ['H01M10/0525'], sei: ['5.2.1'] });

  it('are those of the same classes and words, the closest first', () => {
    const others = [
      a('一种水电站装置', { ipc: ['F03B13/00'] }),
      a('一种电极材料', { ipc: ['H01M10/0525'] }),
      a('一种充电方法', { ipc: ['H01M10/44'], sei: ['5.2.1'] }),
      a('陶瓷涂覆锂电池隔膜及其应用', { ipc: ['H01M10/0525'], sei: ['5.2.1'] }),
      a('锂电池隔膜'),
    ];
    expect(namesOf(separator, others)).toEqual([
      '陶瓷涂覆锂电池隔膜及其应用',
      '锂电池隔膜',
      '一种充电方法',
      '一种电极材料',
    ]);
    expect(namesOf(separator, others, 2)).toHaveLength(2);
    expect(namesOf(separator, others.toReversed())).toEqual(namesOf(separator, others));
  });

  it('say what they share: the finest code of each kind, and the longest words of both titles', () => {
    const other = a('锂电池隔膜涂层', { ipc: ['H01M10/44'], sei: ['5.2.1', '5.2'], industries: ['C3841'] });
    const [found] = mostSimilar({ ...separator, industries: ['C3849'] }, [other], 1);
    expect(found?.likenesses).toEqual([
      { kind: 'ipc', found: 'H01M10' },
      { kind: 'title', found: '锂电池隔膜' },
      { kind: 'sei', found: '5.2.1' },
      { kind: 'industry', found: 'C384' },
    ]);
  });

  it('are not made by words that stand in every title, nor by a section of the IPC', () => {
    const others = [a('一种用于系统的制备方法及其应用'), a('一种装置', { ipc: ['H04L1/00'] })];
    expect(namesOf(separator, others)).toEqual([]);
    expect(namesOf(a('一种方法'), [a('一种方法')])).toEqual([]);
  });

  it('are registered, and neither itself, nor a portfolio’s own members, nor the portfolio of a member', () => {
    const member = a('锂电池隔膜');
    const portfolio = a('锂电池隔膜组合', { kind: 'portfolio', members: [member.applicationNumber] });
    const gone = a('锂电池隔膜', { state: 'expired' });
    expect(namesOf(portfolio, [member, gone, portfolio, separator])).toEqual([separator.title]);
    expect(namesOf(member, [member, gone, portfolio, separator])).toEqual([separator.title]);
  });

  it('that are equally close come in the order of their registration, then of their ids', () => {
    const [old, young, younger] = [
      a('锂电池隔膜', { registeredOn: '2024-01-01' }),
      a('锂电池隔膜', { registeredOn: '2024-01-02' }),
      a('锂电池隔膜', { registeredOn: '2024-01-02' }),
    ];
    const order = mostSimilar(separator, [old, young, younger], 8).map(({ patent: { id } }) => id);
    expect(order).toEqual([younger.id, young.id, old.id]);
  });

  it('are looked for by few codes and few parts of the title, whatever the patent holds', () => {
    const symbols = Array.from({ length: 30 }, (_, at) => `H01M${at + 1}/0525`);
    const wish = similarWishOf(a('锂电池隔膜'.repeat(40), { ipc: symbols, sei: ['5.2.1', '1'] }));
    expect(wish.facets).toHaveLength(7);
    expect(wish.texts.length).toBeLessThanOrEqual(4);
    expect(similarWishOf(a('', {}))).toEqual({ facets: [], texts: [] });
    expect(similarWishOf(separator).facets.map(({ code }) => code)).toEqual([
      'H01M10/0525',
      'H01M10',
      '5.2.1',
    ]);
  });
});
