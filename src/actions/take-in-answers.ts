import { takesCardsOf } from '../domain/chat-room.ts';
import { type Intent, intentAnswered } from '../domain/intent.ts';
import { maskNationalIds } from '../domain/national-id.ts';
import type { UniversityAnswer } from '../platform/port.ts';
import { answerName } from '../reads/intent-wording.ts';
import { shorten } from '../reads/wording.ts';
import type { Tx } from '../stores/transactions.ts';
import { noteAct, showAnew } from './cooperation.ts';
import { adminsGroup, promiseText, promiseTextToAdmins } from './promise-cards.ts';

/** What a page of universities' answers did; unknown ones answer an intent that we did not send. */
export interface AnswersTakenIn {
  readonly taken: number;
  readonly unknown: readonly string[];
}

/** Records what universities said to intents, and tells the people who wait for it. */
export async function takeInAnswers(tx: Tx, answers: readonly UniversityAnswer[]): Promise<AnswersTakenIn> {
  const unknown: string[] = [];
  let taken = 0;
  for (const { key, ...answer } of answers) {
    const known = await tx.intents.find(key);
    if (!known || known.submittedAt === null) unknown.push(key);
    else if (await takeIn(tx, key, { ...answer, text: maskNationalIds(answer.text) })) taken += 1;
  }
  return { taken, unknown };
}

async function takeIn(tx: Tx, id: string, answer: Omit<UniversityAnswer, 'key'>): Promise<boolean> {
  const before = await tx.intents.lock(id);
  const after = intentAnswered(before, answer);
  if (after === before || sameAnswer(before, after)) return false;
  await tx.intents.replace(after);
  await noteAct(tx, after, { actor: 'platform', act: 'answer-intent', detail: { answer: answer.state } });
  await showAnew(tx, after.id, after.matchId);
  await tell(tx, after, answer);
  return true;
}

function sameAnswer({ answer: one }: Intent, { answer: other }: Intent): boolean {
  return (
    one !== null &&
    other !== null &&
    one.state === other.state &&
    one.text === other.text &&
    one.answeredAt.getTime() === other.answeredAt.getTime()
  );
}

/** The group hears that there is an answer; what the university wrote stands on the admins' cards alone. */
async function tell(
  tx: Tx,
  intent: Intent,
  { state, answeredAt }: Omit<UniversityAnswer, 'key'>,
): Promise<void> {
  const { title } = await tx.patents.get(intent.patentId);
  const news = `高校已答复本企业对「${shorten(title, 60)}」的合作意向：${answerName(state)}。`;
  const key = `answer:${intent.id}:${answeredAt.getTime()}`;
  const group = await groupOf(tx, intent);
  if (group)
    await promiseText(tx, {
      key: `${key}:group`,
      chat: group,
      text: `${news}详情请企业管理员查看合作意向卡片。`,
    });
  await promiseTextToAdmins(tx, intent.enterpriseId, key, `${news}详情见合作意向卡片。`);
}

/** Where the patent was shown; the admins' group where it was in none. */
async function groupOf(tx: Tx, { enterpriseId, matchId }: Intent) {
  const cards = matchId === null ? [] : await tx.cards.ofSubject(matchId);
  for (const { kind, chatId } of cards) {
    const chat = kind === 'patent' ? await tx.chats.get(chatId) : null;
    if (chat?.kind === 'group' && takesCardsOf(chat, enterpriseId)) return chat;
  }
  return adminsGroup(tx, enterpriseId);
}
