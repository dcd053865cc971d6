import type { Notice } from '../chat/port.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { RatingReason } from '../domain/rating-reason.ts';
import { refuse } from '../domain/refusals.ts';
import { LATER_DAYS, notInterested, passOn, putOff } from '../domain/set-aside.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCardAnew, openPrivateCard, privateChatOf, promiseTextTo } from './promise-cards.ts';

/** Which patent an expert sets aside. */
interface Aside {
  readonly patentId: string;
  readonly member: Member;
}

/** Takes a patent off an expert's list for some days (稍后再评). */
export async function putOffPatent(tx: Tx, aside: Aside): Promise<Notice> {
  const match = await lockMatch(tx, aside);
  await tx.setAsides.put(putOff(match, aside.member, tx.at));
  return { tone: 'success', text: `已推迟，${LATER_DAYS} 天后再提醒您。` };
}

/** Takes a patent off an expert's list for good (不感兴趣); his admins see how often that was, and why. */
export async function declinePatent(
  tx: Tx,
  { reason, ...aside }: Aside & { readonly reason: RatingReason | null },
): Promise<Notice> {
  const match = await lockMatch(tx, aside);
  await tx.setAsides.put(notInterested(match, aside.member, reason, tx.at));
  return { tone: 'success', text: '已记下，不再提醒您这件专利；想评价时仍可以在评价库里评价。' };
}

/** Brings a patent before a colleague (转交): he gets its card in private, and is told so once. */
export async function passPatentOn(
  tx: Tx,
  { colleagueId, ...aside }: Aside & { readonly colleagueId: string },
): Promise<Notice> {
  const match = await lockMatch(tx, aside);
  const colleague = (await colleaguesOf(tx, aside.member)).find(({ id }) => id === colleagueId);
  if (!colleague) refuse('colleague_unfit');
  const passed = passOn(match, aside.member, colleague, tx.at);
  if (!(await privateChatOf(tx, colleague))) refuse('colleague_unfit');
  await tx.setAsides.put(passed);
  await tx.setAsides.drop(match.id, colleague.id);
  const key = `passed-on:${match.id}`;
  await promiseTextTo(tx, colleague, key, '一位同事请您评价一件专利，卡片就在下面。');
  await openPrivateCard(tx, 'patent', match, colleague, openCardAnew);
  return { tone: 'success', text: '已转交，卡片已发给这位同事。' };
}

/** Those to whom an expert can pass a patent on. */
async function colleaguesOf(tx: Tx, { id, enterpriseId }: Member): Promise<Member[]> {
  return (await tx.members.ofEnterprise(enterpriseId)).filter((each) => each.id !== id);
}

async function lockMatch(tx: Tx, { patentId, member }: Aside): Promise<Match> {
  const match = (await tx.matches.find(member.enterpriseId, patentId)) ?? refuse('match_gone');
  return tx.matches.lock(match.id);
}
