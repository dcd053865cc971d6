import type { Patent } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { codesWithNames } from '../matching/taxonomy.ts';
import { technicalFields } from '../matching/taxonomy-ipc.ts';
import type { Fact } from './people-wording.ts';
import { registerStateName } from './portfolio-members.ts';
import { shorten, typeOf } from './wording.ts';

/** Facts of a patent under one heading. */
export interface FactGroup {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

/** How much of a value is shown, in characters, and how many members of a portfolio are named. */
const VALUE = 200;
const MEMBERS = 20;

/** What the register says of a patent, under the headings of the platform's own export; what is not known is left out. */
export function factGroups(patent: Patent, taxonomies: Taxonomies): FactGroup[] {
  const groups = [
    { heading: '基本信息', facts: bibliographic(patent, taxonomies) },
    { heading: '组合专利', facts: patent.kind === 'portfolio' ? members(patent) : [] },
    { heading: '建档信息', facts: filed(patent, taxonomies) },
  ];
  return groups
    .map(({ heading, facts }) => ({ heading, facts: facts.filter(({ text }) => text !== '').map(cut) }))
    .filter(({ facts }) => facts.length > 0);
}

function cut({ label, text }: Fact): Fact {
  return { label, text: shorten(text, VALUE) };
}

function bibliographic(patent: Patent, taxonomies: Taxonomies): Fact[] {
  return [
    { label: patent.kind === 'portfolio' ? '组合编号' : '申请号', text: patent.applicationNumber },
    { label: '公开号', text: patent.publicationNumber },
    { label: '专利类型', text: typeOf(patent) },
    { label: '申请人', text: patent.applicant },
    { label: '发明人', text: patent.inventors.join('、') },
    { label: '申请日', text: patent.applicationDate ?? '' },
    { label: '公开日', text: patent.publicationDate ?? '' },
    { label: '技术领域', text: technicalFields(taxonomies, patent.ipc).join('；') },
    { label: '技术分类', text: codesWithNames(taxonomies, 'ipc', patent.ipc) },
  ];
}

function members({ members: numbers }: Patent): Fact[] {
  const more = numbers.length > MEMBERS ? ` 等 ${numbers.length} 件` : '';
  return [{ label: '成员专利', text: numbers.slice(0, MEMBERS).join('、') + more }];
}

function filed(patent: Patent, taxonomies: Taxonomies): Fact[] {
  return [
    { label: '登记状态', text: registerOf(patent) },
    { label: '合作方式', text: patent.cooperationModes.join('、') },
    { label: '成熟度', text: patent.maturity },
    { label: '战新产业', text: codesWithNames(taxonomies, 'sei', patent.sei) },
    { label: '国民行业', text: codesWithNames(taxonomies, 'industry', patent.industries) },
    { label: '所在地区', text: patent.region },
    { label: '有效性', text: patent.validAtEndOf2023 === true ? '截至2023年底有效' : '' },
  ];
}

function registerOf({ state, registeredOn }: Patent): string {
  return registeredOn === null
    ? registerStateName(state)
    : `${registerStateName(state)}，${registeredOn} 入库`;
}
