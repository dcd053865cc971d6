import type { Patent } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { codesWithNames } from '../matching/taxonomy.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { factsOf, gistLines } from './patent-facts.ts';
import { type Fact, fact, type PeopleButton } from './people-wording.ts';
import { PAGE_OF_MEMBERS, type PortfolioMember, portfolioMembers } from './portfolio-members.ts';
import { linesOf, shorten, titleOf, typeOf } from './wording.ts';

/** One line of a portfolio's list. */
export interface ListedPatent {
  readonly name: string;
  readonly place: string;
  /** Where the enterprise stands with this patent by itself; the portfolio is evaluated for itself (rule 15). */
  readonly record: string;
  readonly status: string;
  readonly tint: PortfolioMember['tint'];
  readonly button: PeopleButton;
}

/** What a member sees of a portfolio's patents: a page of the list, or one of them. */
export interface PortfolioCard {
  readonly card: string;
  readonly portfolio: string;
  readonly number: string;
  readonly identity: string;
  readonly sample: boolean;
  readonly listing: boolean;
  readonly summary: string;
  readonly patents: readonly ListedPatent[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  /** The opened patent. */
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly gist: readonly string[];
  readonly back: string;
  /** The list or the patent at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

/** Reads what a portfolio's list shows at this moment; a turn that leads nowhere shows its first page. */
export async function portfolioCard(tx: Tx, card: SentCard): Promise<PortfolioCard> {
  const match = await tx.matches.get(card.subjectId);
  const portfolio = await tx.patents.get(match.patentId);
  const common = {
    ...NOTHING,
    card: card.id,
    portfolio: titleOf(portfolio),
    number: portfolio.applicationNumber,
    identity: `${typeOf(portfolio)} ${portfolio.applicationNumber}`,
    sample: portfolio.sample,
  };
  const opened = Number(/^patent:(\d{1,6})$/.exec(card.turnedTo)?.[1] ?? 0);
  if (opened >= 1 && opened <= portfolio.members.length) {
    const [member] = await portfolioMembers(tx, match.enterpriseId, portfolio, opened, 1);
    if (member)
      return { ...common, listing: false, ...entryOf(member, tx.taxonomies), back: `page:${pageOf(opened)}` };
  }
  return { ...common, ...(await listAt(tx, card, match.enterpriseId, portfolio)) };
}

/** The same in plain text; nobody can turn it. */
export function portfolioText({
  portfolio,
  summary,
  patents,
  pageNote,
  title,
  facts,
}: PortfolioCard): string {
  const lines = patents.map(({ name, place, status }) => linesOf(name, `${place} · ${status}`));
  const opened = facts.map(({ label, text }) => `${label}：${text}`);
  return linesOf(`组合专利：${portfolio}`, summary, ...lines, pageNote, title, ...opened);
}

const NOTHING = {
  listing: true,
  summary: '',
  patents: [],
  pageNote: '',
  turns: [],
  title: '',
  facts: [],
  gist: [],
  back: '',
  brief: [],
} as const;

function pageOf(position: number): number {
  return Math.floor((position - 1) / PAGE_OF_MEMBERS) + 1;
}

async function listAt(tx: Tx, card: SentCard, enterpriseId: string, portfolio: Patent) {
  const pages = Math.max(1, pageOf(portfolio.members.length));
  const wanted = Number(/^page:(\d{1,6})$/.exec(card.turnedTo)?.[1] ?? 1);
  const page = Math.min(Math.max(1, wanted), pages);
  const first = (page - 1) * PAGE_OF_MEMBERS + 1;
  const members = await portfolioMembers(tx, enterpriseId, portfolio, first, PAGE_OF_MEMBERS);
  const turns = [
    ...(page > 1 ? [turnButton(card.id, 'before', '上一页', page - 1)] : []),
    ...(page < pages ? [turnButton(card.id, 'after', '下一页', page + 1)] : []),
  ];
  return {
    summary: '组合专利作为一个整体评价，成员专利的评价各自独立。',
    patents: members.map((member) => listed(card.id, member)),
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns,
    brief: members.map(({ position, number, name, status }) => ({
      label: `成员 ${position}`,
      text: linesOf(name === '' ? `${number} ${status}` : name),
    })),
  };
}

function turnButton(card: string, name: string, label: string, page: number): PeopleButton {
  return { name, label, type: 'default', value: { card, act: 'turn-portfolio', to: `page:${page}` } };
}

function listed(card: string, member: PortfolioMember): ListedPatent {
  const { position, number, name, applicant, status, tint, record } = member;
  return {
    name: `${position}. ${name === '' ? number : shorten(name, 60)}`,
    place: [number, shorten(applicant, 30)].filter((part) => part !== '').join(' · '),
    record,
    status,
    tint,
    button: {
      name: `view_${position}`,
      label: '查看',
      type: 'default',
      value: { card, act: 'turn-portfolio', to: `patent:${position}` },
    },
  };
}

function entryOf(
  { position, number, name, status, record, patent }: PortfolioMember,
  taxonomies: Taxonomies,
) {
  const known = patent
    ? [
        fact('专利类型', typeOf(patent)),
        fact('申请人', shorten(patent.applicant, 80)),
        fact('发明人', shorten(patent.inventors.join('、'), 80)),
        fact('技术分类', codesWithNames(taxonomies, 'ipc', patent.ipc.slice(0, 6))),
        fact('申请日', patent.applicationDate ?? ''),
      ]
    : [];
  const facts = [fact('申请号', number), fact('登记状态', status), ...known, fact('本企业', record)];
  return {
    title: `${position}. ${name === '' ? number : shorten(name, 120)}`,
    facts,
    gist: patent ? [...gistLines(patent), ...[factsOf(patent)].filter((line) => line !== '')] : [],
    brief: facts.slice(0, 5),
  };
}
