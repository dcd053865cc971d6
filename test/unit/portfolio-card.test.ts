import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatentCard } from '../../src/reads/patent-card.ts';
import type { PortfolioCard } from '../../src/reads/portfolio-card.ts';
import { aMatch, anAdmin, anEnterprise, aPatent, aSubmittedEvaluation } from '../support/builders.ts';
import { aCard, join, show } from '../support/people-cards.ts';
import { openWorld, type World } from '../support/world.ts';

const numberOf = (index: number) => `CN2099100003${String(index).padStart(2, '0')}.0`;
const MEMBERS = Array.from({ length: 12 }, (_, index) => numberOf(index + 1));

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await world.inTransaction(async (tx) => {
    await tx.enterprises.add(anEnterprise(), tx.at);
    const portfolio = { kind: 'portfolio', applicationNumber: 'ZH2026000001', members: MEMBERS } as const;
    await tx.patents.add(aPatent({ id: 'portfolio-1', title: '电解质膜组合', ...portfolio }), '', tx.at);
    await tx.matches.add(aMatch({ id: 'match-portfolio', patentId: 'portfolio-1' }), tx.at);
  });
  await join(world, anAdmin());
});

afterEach(() => world.close());

async function shown(turnedTo = '') {
  const { view, text } = await show(world, aCard('portfolio', { subjectId: 'match-portfolio', turnedTo }));
  return { view: view as PortfolioCard, text };
}

/** The register sends the record of one member, and the enterprise may have it before it by itself. */
async function knows(
  index: number,
  over: Parameters<typeof aPatent>[0],
  match?: Parameters<typeof aMatch>[0],
) {
  await world.inTransaction(async (tx) => {
    const id = `patent-${index}`;
    await tx.patents.add(aPatent({ id, applicationNumber: numberOf(index), ...over }), '', tx.at);
    if (match) await tx.matches.add(aMatch({ id: `match-${index}`, patentId: id, ...match }), tx.at);
  });
}

describe('the list of a portfolio’s patents', () => {
  it('names every patent by its number and says that a record is missing', async () => {
    const { view, text } = await shown();
    expect(view).toMatchObject({ listing: true, portfolio: '电解质膜组合', pageNote: '第 1 / 3 页' });
    expect(view.patents.map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5].map((index) => `${index}. ${numberOf(index)}`),
    );
    expect(view.patents.every(({ status }) => status === '登记库未收录')).toBe(true);
    expect(text).toContain(numberOf(5));
  });

  it('has every patent on exactly one of its pages', async () => {
    const pages = await Promise.all(['page:1', 'page:2', 'page:3'].map((to) => shown(to)));
    const places = pages.flatMap(({ view }) => view.patents.map(({ place }) => place));
    expect(places).toEqual(MEMBERS);
  });

  it.each(['page:0', 'page:99', 'patent:0', 'patent:13', 'expert:x', 'nonsense'])(
    'shows a page of the list when it is turned to %s',
    async (to) => {
      const { view } = await shown(to);
      expect(view.listing).toBe(true);
      expect(view.patents.length).toBeGreaterThan(0);
    },
  );

  it('says where each patent stands in the register and with this enterprise by itself', async () => {
    await knows(1, { title: '一种隔膜' });
    await knows(2, { state: 'expired' }, { state: 'withdrawn' });
    await knows(3, {}, { state: 'open' });
    await knows(4, {}, { state: 'open', library: 'focus' });
    await knows(5, {}, { state: 'closed' });
    await world.inTransaction((tx) =>
      tx.enterpriseEvaluations.put(aSubmittedEvaluation({ id: 'own-5', matchId: 'match-5', stars: 2 })),
    );
    const { view } = await shown();
    expect(view.patents.map(({ status, record }) => [status, record])).toEqual([
      ['登记有效', '未单独推送给本企业'],
      ['已失效', '转化评价库，已停止评价'],
      ['登记有效', '转化评价库，单独评价中'],
      ['登记有效', '转化关注库，仅供查看'],
      ['登记有效', '转化评价库，企业已单独评价 2 星'],
    ]);
    expect(view.patents[0]?.name).toBe('1. 一种隔膜');
  });

  it('never shows what another enterprise has done with a patent', async () => {
    await knows(1, {}, { state: 'closed', enterpriseId: 'enterprise-2' });
    const { view } = await shown();
    expect(view.patents[0]?.record).toBe('未单独推送给本企业');
  });

  it('opens one patent and leads back to the page it stands on', async () => {
    await knows(7, { title: '一种隔膜', applicant: '示例大学（虚构）' });
    const { view, text } = await shown('patent:7');
    expect(view).toMatchObject({ listing: false, title: '7. 一种隔膜', back: 'page:2' });
    expect(view.facts).toContainEqual({ label: '申请人', text: '示例大学（虚构）' });
    expect(text).toContain('示例大学（虚构）');
  });
});

describe('the card of a patent', () => {
  it('leads to the patents of a portfolio, and of nothing else', async () => {
    const card = (subjectId: string) => show(world, aCard('patent', { subjectId, viewerId: null }));
    await knows(1, {}, {});
    expect(((await card('match-portfolio')).view as PatentCard).members).toBe('查看 12 件成员专利');
    expect(((await card('match-1')).view as PatentCard).members).toBe('');
  });
});
