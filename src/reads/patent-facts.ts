import type { Match } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import { gistOf } from '../matching/gist.ts';
import { ipcSectionName } from '../matching/ipc.ts';
import type { Fact } from './people-wording.ts';
import { reasonLine, shorten } from './wording.ts';

/** What a card that holds few words says of a patent: at most five facts, none of them empty. */
export function briefOf(patent: Patent, { reasons: [reason] }: Match): Fact[] {
  const facts = [
    { label: '申请人', text: patent.applicant },
    { label: '成熟度', text: patent.maturity },
    { label: '合作方式', text: patent.cooperationModes.join('、') },
    { label: '技术分类', text: patent.ipc.slice(0, 3).join('、') },
    { label: '推送理由', text: reason === undefined ? '' : reasonLine(reason) },
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
export function reasonsOf({ reasons }: Match): string {
  const shown = reasons.slice(0, REASONS).map((reason) => shorten(reasonLine(reason), REASON_LENGTH));
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
export function detailsOf(patent: Patent): string {
  const classes = patent.ipc.slice(0, 6);
  const sections = [...new Set(classes.map(ipcSectionName))].filter((name) => name !== '').join('、');
  return inOneLine(
    named('技术分类', classes.join('、') + (sections === '' ? '' : `（${sections}）`)),
    named('申请日', patent.applicationDate ?? ''),
    named('登记入库', patent.registeredOn ?? ''),
    named('组合成员', patent.members.slice(0, 10).join('、')),
  );
}

/** A fact with its name; nothing at all when it is not known. */
function named(name: string, value: string): string {
  return value === '' ? '' : `${name} ${shorten(value, 200)}`;
}

function inOneLine(...facts: readonly string[]): string {
  return facts.filter((fact) => fact !== '').join(' · ');
}
