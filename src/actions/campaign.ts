import type { Notice } from '../chat/port.ts';
import { type Campaign, type CampaignWish, planCampaign } from '../domain/campaign.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { campaignInWords } from '../reads/campaign-wording.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** Opens how far an enterprise has come in the private chat of an admin, once for each enterprise he speaks for. */
export async function openCampaign(tx: Tx, admins: readonly Member[]): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const admin of admins) {
    mustBeAllowed(admin, 'follow-campaign');
    const { enterpriseId } = admin;
    chats.push(await openInPrivate(tx, 'campaign', { id: enterpriseId, enterpriseId }, admin));
  }
  return { tone: 'info', text: `盘活任务已发到您${placesOf(tx, chats)}。` };
}

/** Changes what an enterprise has set itself; the operator does without an admin. Cards that name the day follow. */
export async function changeCampaign(
  tx: Tx,
  {
    enterpriseId,
    wish,
    actor,
  }: {
    readonly enterpriseId: string;
    readonly wish: CampaignWish;
    readonly actor: string;
  },
): Promise<Campaign> {
  const enterprise = await tx.enterprises.lock(enterpriseId);
  const { deadline } = enterprise;
  const before: Campaign = { goal: await tx.campaigns.goalOf(enterpriseId), deadline };
  const after = planCampaign(before, wish, tx.at.toISOString().slice(0, 10));
  await tx.campaigns.keepGoal(enterpriseId, after.goal);
  if (after.deadline !== deadline) {
    await tx.enterprises.replace({ ...enterprise, deadline: after.deadline });
    for (const id of await tx.campaigns.openMatches(enterpriseId)) await promiseCardsOf(tx, id);
  }
  const detail = { campaign: after };
  await record(tx, { enterpriseId, actor, act: 'plan-campaign', subject: enterpriseId, detail });
  return after;
}

/** The same on the word of an admin of the enterprise; his card shows it. */
export async function planOwnCampaign(
  tx: Tx,
  { member, wish }: { readonly member: Member; readonly wish: CampaignWish },
): Promise<Notice> {
  mustBeAllowed(member, 'plan-campaign');
  const { enterpriseId, id: actor } = member;
  const after = await changeCampaign(tx, { enterpriseId, wish, actor });
  return { tone: 'success', text: `${campaignInWords(after)}。` };
}
