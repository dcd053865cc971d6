import type { Match } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { gistOf } from '../matching/gist.ts';
import { codesWithNames } from '../matching/taxonomy.ts';
import type { Fact } from './people-wording.ts';
import { reasonLine } from './reasons.ts';
import { shorten } from './wording.ts';

/** What a card that holds few words says of a patent: at most five facts, none of them empty. */
export function briefOf(patent: Patent, { reasons: [reason] }: Match, taxonomies: Taxonomies): Fact[] {
  const facts = [
    { label: '申请人', text: patent.applicant },
    { label: '成熟度', text: patent.maturity },
    { label: '合作方式', text: patent.cooperationModes.join('、') },
    { label: '技术分类', text: codesWithNames(taxonomies, 'ipc', patent.ipc.slice(0, 3)) },
    { label: '推送理由', text: reason === undefined ? '' : reasonLine(reason, taxonomies) },
  ];
  return facts
    .filter(({ text }) => text !== '')
    .map(({ label, text }) => ({ label, text: shorten(text, 60) }));
}

/** Problem, solution and benefit, each quoted from the abstract; what it does not say is left out. */
export function gistLines({ abstract }: Patent): string[] {
  const { problem, solution, benefit } = gistOf(abstract);
  const lines = [
    ['问题', problem],
    ['方案', solution],
    ['效果', benefit],
  ] as const;
  return lines.filter(([, text]) => text !== '').map(([name, text]) => `${name}｜${text}`);
}

/** How many reasons a card gives, the strongest first, and how long each may be, in characters. */
const REASONS = 3;
const REASON_LENGTH = 120;

/** Why the patent was pushed, in one line. */
export function reasonsOf({ reasons }: Match, taxonomies: Taxonomies): string {
  const shown = reasons
    .slice(0, REASONS)
    .map((reason) => shorten(reasonLine(reason, taxonomies), REASON_LENGTH));
  return `为什么推给你们｜${shown.join('；')}`;
}

/** How far the invention is and on which terms it can be had, in one line; empty when neither is known. */
export function factsOf(patent: Patent): string {
  return inOneLine(
    named('成熟度', patent.maturity),
    named('合作方式', patent.cooperationModes.join('、')),
    patent.validAtEndOf2023 === true ? '截至2023年底有效' : '',
  );
}

/** Classes, dates and the members of a portfolio, in one line; empty when nothing is known. */
export function detailsOf(patent: Patent, taxonomies: Taxonomies): string {
  return inOneLine(
    named('技术分类', codesWithNames(taxonomies, 'ipc', patent.ipc.slice(0, 6))),
    named('申请日', patent.applicationDate ?? ''),
    named('登记入库', patent.registeredOn ?? ''),
    named('组合成员', membersOf(patent)),
  );
}

/** How many members of a portfolio a line names. */
const MEMBERS = 10;

function membersOf({ members }: Patent): string {
  const more = members.length > MEMBERS ? ` 等 ${members.length} 件` : '';
  return members.slice(0, MEMBERS).join('、') + more;
}

/** A fact with its name; nothing at all when it is not known. */
function named(name: string, value: string): string {
  return value === '' ? '' : `${name} ${shorten(value, 200)}`;
}

function inOneLine(...facts: readonly string[]): string {
  return facts.filter((fact) => fact !== '').join(' · ');
}
