import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginDemand,
  closeDemand,
  confirmDemand,
  type Demand,
  demandPosted,
  demandRefused,
  draftDemand,
  markDemandPosted,
  outwardDemand,
  reopenDemand,
  unmarkDemandPosted,
} from '../../src/domain/demand.ts';
import { AT, anAdmin, anEnterprise, anExpert, later, refusal } from '../support/builders.ts';
import { aDemand } from '../support/cooperation.ts';

const speaker = { enterprise: anEnterprise(), admin: anAdmin() };
const stranger = { enterprise: anEnterprise({ id: 'e-2' }), admin: anAdmin({ enterpriseId: 'e-2' }) };
const wordsOf = (need: string) => ({
  fields: [
    { name: 'title', label: '需求名称', value: '固态电池中试' },
    { name: 'need', label: '需求描述', value: need },
  ],
  expertNames: ['专家一'],
});
const harmless = wordsOf('寻找电解质膜的中试伙伴');
const dubious = wordsOf('详见内部资料，电话 13800000000');
const shown = { revision: 2, warned: false, expertNames: [] };
const receipt = { id: 'PT-1', at: later(9) };
const drafted = draftDemand(speaker, aDemand(), harmless);
const submitted = confirmDemand(speaker, drafted, shown, AT);
const byHand = markDemandPosted(speaker, submitted, later(5));
const posted = demandPosted(submitted, receipt);
const refused = demandRefused(submitted, '格式不符');
const closed = closeDemand(speaker, posted, later(7));

const BY_ADMINS: readonly (readonly [string, (by: typeof speaker) => Demand])[] = [
  ['drafted', (by) => draftDemand(by, aDemand(), harmless)],
  ['taken back', (by) => reopenDemand(by, drafted)],
  ['confirmed', (by) => confirmDemand(by, drafted, shown, AT)],
  ['marked', (by) => markDemandPosted(by, submitted, AT)],
  ['unmarked', (by) => unmarkDemandPosted(by, byHand)],
  ['closed', (by) => closeDemand(by, posted, AT)],
];

describe.each(BY_ADMINS)('a demand is %s', (_, act) => {
  it('by an admin of its enterprise while that is served, and by nobody else', () => {
    expect(() => act(speaker)).not.toThrow();
    expect(() => act(stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => act({ ...speaker, admin: anExpert() })).toThrow(refusal('admins_only'));
    expect(() => act({ ...speaker, enterprise: anEnterprise({ state: 'closed' }) })).toThrow(
      refusal('enterprise_closed'),
    );
  });
});

describe('the form of a demand', () => {
  it('is empty at first, and opened by admins only', () => {
    expect(beginDemand(speaker, 'demand-9')).toEqual(aDemand({ id: 'demand-9' }));
    expect(() => beginDemand({ ...speaker, admin: anExpert() }, 'new')).toThrow(refusal('admins_only'));
    expect(() => beginDemand({ ...speaker, admin: stranger.admin }, 'new')).toThrow(
      refusal('wrong_enterprise'),
    );
  });
});

describe('the draft of a demand', () => {
  it('is the exact text under its title', () => {
    expect(drafted).toMatchObject({ state: 'draft', revision: 2, title: '固态电池中试' });
    expect(drafted.text).toBe(
      '公开需求：固态电池中试\n需求名称：固态电池中试\n需求描述：寻找电解质膜的中试伙伴',
    );
    expect(draftDemand(speaker, drafted, harmless)).toBe(drafted);
  });

  it('names no expert and is not empty', () => {
    expect(() => draftDemand(speaker, aDemand(), wordsOf('请找专家一'))).toThrow(refusal('expert_named'));
    expect(() => draftDemand(speaker, aDemand(), { fields: [], expertNames: [] })).toThrow(
      refusal('form_empty'),
    );
  });

  it.each([submitted, byHand, posted])('is final once it was confirmed', (demand) => {
    expect(() => draftDemand(speaker, demand, dubious)).toThrow(refusal('already_confirmed'));
    expect(() => reopenDemand(speaker, demand)).toThrow(refusal('already_confirmed'));
    expect(() => confirmDemand(speaker, demand, shown, AT)).toThrow(refusal('already_confirmed'));
  });
});

describe('the confirmation of a demand', () => {
  it('needs no warning where there is nothing to warn of', () => {
    const confirmed = { state: 'submitted', warned: false, submittedBy: 'admin-1', submittedAt: AT };
    expect(submitted).toEqual({ ...drafted, ...confirmed });
    expect(confirmDemand(speaker, drafted, { ...shown, warned: true }, AT)).toEqual(submitted);
  });

  it('of a text with contacts or secrets needs the warning for that very revision', () => {
    const text = draftDemand(speaker, aDemand(), dubious);
    expect(() => confirmDemand(speaker, text, shown, AT)).toThrow(refusal('demand_not_warned'));
    const warned = { ...shown, warned: true };
    expect(confirmDemand(speaker, text, warned, AT)).toMatchObject({ state: 'submitted', warned: true });
    const changed = draftDemand(speaker, text, wordsOf('配方比例另附'));
    expect(() => confirmDemand(speaker, changed, warned, AT)).toThrow(refusal('draft_changed'));
  });

  it('is refused when an expert of a name in the text has joined since', () => {
    const names = { ...shown, expertNames: ['中试伙伴'] };
    expect(() => confirmDemand(speaker, drafted, names, AT)).toThrow(refusal('expert_named'));
  });
});

describe('a demand on the platform', () => {
  it('was entered by hand, which can be taken back until a receipt comes', () => {
    expect(byHand).toMatchObject({ state: 'posted', postedBy: 'admin-1', postedAt: later(5) });
    expect(unmarkDemandPosted(speaker, byHand)).toEqual(submitted);
    const known = demandPosted(byHand, receipt);
    expect(() => unmarkDemandPosted(speaker, known)).toThrow(refusal('not_posted_by_hand'));
    expect(() => markDemandPosted(speaker, posted, AT)).toThrow(refusal('already_posted'));
    expect(() => markDemandPosted(speaker, drafted, AT)).toThrow(refusal('not_confirmed'));
  });

  it('has a receipt or a refusal, whichever came first', () => {
    expect(posted).toMatchObject({ state: 'posted', receipt: 'PT-1', postedAt: later(9) });
    expect(refused).toMatchObject({ state: 'refused', refusal: '格式不符' });
    expect(demandRefused(posted, '格式不符')).toBe(posted);
    expect(demandPosted(refused, receipt)).toMatchObject({ state: 'refused', receipt: 'PT-1' });
    expect(() => demandPosted(drafted, receipt)).toThrow(refusal('not_confirmed'));
  });

  it.each([aDemand(), drafted, submitted, byHand, posted])('can be closed, once', (demand) => {
    const ended = closeDemand(speaker, demand, later(7));
    expect(ended).toEqual({ ...demand, state: 'closed', closedBy: 'admin-1', closedAt: later(7) });
    expect(closeDemand(speaker, ended, later(8))).toBe(ended);
  });

  it.each([refused, closed])('is over at its end', (demand) => {
    expect(() => draftDemand(speaker, demand, harmless)).toThrow(refusal('cooperation_over'));
    expect(() => markDemandPosted(speaker, demand, AT)).toThrow(refusal('cooperation_over'));
    expect(() => outwardDemand(speaker.enterprise, demand)).toThrow(refusal('cooperation_over'));
  });

  it('cannot be closed where the platform has refused it', () => {
    expect(() => closeDemand(speaker, refused, AT)).toThrow(refusal('cooperation_over'));
  });
});

describe('what goes outward of a demand', () => {
  it('is five values and nothing else, after the confirmation', () => {
    expect(outwardDemand(speaker.enterprise, submitted)).toEqual({
      enterprise: 'platform-enterprise-1',
      title: '固态电池中试',
      fields: harmless.fields,
      text: drafted.text,
      submittedAt: AT,
    });
    expect(() => outwardDemand(speaker.enterprise, drafted)).toThrow(refusal('not_confirmed'));
  });

  it('was confirmed by its last revision, whatever was pressed before', () => {
    const steps: Record<string, (demand: Demand, revision: number, warned: boolean) => Demand> = {
      draft: (demand, _, warned) => draftDemand(speaker, demand, warned ? dubious : harmless),
      reopen: (demand) => reopenDemand(speaker, demand),
      confirm: (demand, revision, warned) =>
        confirmDemand(speaker, demand, { revision, warned, expertNames: [] }, AT),
    };
    const press = (demand: Demand, [name, revision, warned]: readonly [string, number, boolean]) => {
      try {
        return steps[name]?.(demand, revision, warned) ?? demand;
      } catch {
        return demand;
      }
    };
    const step = fc.tuple(
      fc.constantFrom(...Object.keys(steps)),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(step), (path) => {
        let demand = aDemand();
        for (const each of path) {
          const before = demand;
          demand = press(before, each);
          if (before.state === 'submitted' || demand.state !== 'submitted') continue;
          expect(each.slice(0, 2)).toEqual(['confirm', before.revision]);
          expect([before.state, before.text]).toEqual(['draft', demand.text]);
          expect(demand.warned).toBe(demand.text.includes('13800000000'));
        }
      }),
      { numRuns: 500 },
    );
  });
});
