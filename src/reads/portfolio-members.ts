import type { Match } from '../domain/match.ts';
import type { Patent, RegisterState } from '../domain/patent.ts';
import type { Tx } from '../stores/transactions.ts';
import { libraryName } from './wording.ts';

/** How many of a portfolio's patents stand on one page of its list. */
export const PAGE_OF_MEMBERS = 5;

/** One patent of a portfolio; its record is missing when the register has sent none. */
export interface PortfolioMember {
  /** Its place in the portfolio, from 1. */
  readonly position: number;
  readonly number: string;
  readonly name: string;
  readonly applicant: string;
  readonly status: string;
  readonly tint: 'green' | 'grey' | 'orange';
  /** Where the enterprise stands with this patent by itself. */
  readonly record: string;
  readonly patent: Patent | null;
}

const STATES: Readonly<Record<RegisterState, string>> = {
  registered: '登记有效',
  withdrawn: '已出库',
  expired: '已失效',
  transferred: '已转让',
};

/** Where a patent stands in the register, in Chinese. */
export function registerStateName(state: RegisterState): string {
  return STATES[state];
}

/** Reads so many of a portfolio's patents from a place on, each with where this enterprise stands with it by itself. */
export async function portfolioMembers(
  tx: Tx,
  enterpriseId: string,
  portfolio: Patent,
  first: number,
  count: number,
): Promise<PortfolioMember[]> {
  const numbers = portfolio.members.slice(first - 1, first - 1 + count);
  const known = await tx.patents.findByNumbers(numbers);
  const members: PortfolioMember[] = [];
  for (const [index, number] of numbers.entries()) {
    const patent = known.get(number)?.patent ?? null;
    const match = patent && (await tx.matches.find(enterpriseId, patent.id));
    members.push({
      position: first + index,
      number,
      name: patent?.title ?? '',
      applicant: patent?.applicant ?? '',
      status: patent ? registerStateName(patent.state) : '登记库未收录',
      tint: patent === null ? 'orange' : patent.state === 'registered' ? 'green' : 'grey',
      record: match ? await standingOf(tx, match) : '未单独推送给本企业',
      patent,
    });
  }
  return members;
}

async function standingOf(tx: Tx, match: Match): Promise<string> {
  const library = libraryName(match.library);
  if (match.state === 'waiting') return `${library}，待推送`;
  if (match.state === 'withdrawn') return `${library}，已停止评价`;
  if (match.library === 'focus') return `${library}，仅供查看`;
  const own = match.state === 'closed' ? await tx.enterpriseEvaluations.findOfMatch(match.id) : null;
  return own ? `${library}，企业已单独评价 ${own.stars} 星` : `${library}，单独评价中`;
}
