import { createHash } from 'node:crypto';
import { noticeOf } from '../chat/notices.ts';
import type { Notice, Reply } from '../chat/port.ts';
import { NAMELESS_ADMIN } from '../domain/admin-profile.ts';
import {
  type BindingCode,
  codeFrom,
  normalCode,
  revokeCode,
  TRIES_AN_HOUR,
  useCode,
} from '../domain/binding-code.ts';
import { mustBeActive } from '../domain/enterprise.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { addMember } from './add-member.ts';
import { record } from './audit.ts';
import { bindChat } from './bind-chat.ts';
import { addAccount } from './change-account.ts';
import { greetAdmin } from './keep-admins.ts';
import { placesOf } from './open-in-private.ts';
import { privateChatOf } from './promise-cards.ts';

const DAY_MS = 86_400_000;

/**
 * Issues a one-time code for an enterprise's admin, or for the new account of one member; it is returned once and
 * stored as a fingerprint.
 */
export async function issueCode(
  tx: Tx,
  input: {
    readonly enterpriseId: string;
    readonly memberId?: string;
    readonly random: Uint8Array;
    readonly days: number;
  },
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const enterprise = await tx.enterprises.get(input.enterpriseId);
  mustBeActive(enterprise);
  const code = codeFrom(input.random);
  const issued: BindingCode = {
    id: tx.newId(),
    enterpriseId: enterprise.id,
    memberId: input.memberId ?? null,
    fingerprint: fingerprint(normalCode(code) ?? refuse('code_wrong')),
    expiresAt: new Date(tx.at.getTime() + input.days * DAY_MS),
    usedAt: null,
    revokedAt: null,
  };
  await tx.bindingCodes.add(issued, tx.at);
  await record(tx, { enterpriseId: enterprise.id, actor: 'operator', act: 'issue-code', subject: issued.id });
  return { code, expiresAt: issued.expiresAt };
}

/** Issues a one-time code for one more account of a member, good for a day; a removed member gets none. */
export async function issueMemberCode(
  tx: Tx,
  input: { readonly memberId: string; readonly random: Uint8Array },
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const { id: memberId, enterpriseId, removed, erased } = await tx.members.lock(input.memberId);
  if (removed) refuse(erased ? 'member_erased' : 'member_removed', { member: memberId });
  return issueCode(tx, { enterpriseId, memberId, random: input.random, days: 1 });
}

/** Takes back every code of an enterprise that was not used, or those of one of its members; returns how many. */
export async function revokeCodes(tx: Tx, enterpriseId: string, memberId?: string): Promise<number> {
  let revoked = 0;
  for (const code of await tx.bindingCodes.ofEnterprise(enterpriseId)) {
    if (memberId !== undefined && code.memberId !== memberId) continue;
    const after = revokeCode(code, tx.at);
    if (after === code) continue;
    await tx.bindingCodes.replace(after);
    await record(tx, { enterpriseId, actor: 'operator', act: 'revoke-code', subject: code.id });
    revoked += 1;
  }
  return revoked;
}

/**
 * Does what a good code stands for: its bearer becomes the enterprise's admin and this group its group, or his account
 * becomes that of a member. A wrong code is answered and counted, not refused: a refusal would roll the count back.
 * Only the person who guesses is slowed down.
 */
export async function bindByCode(tx: Tx, reply: Reply, text: string): Promise<Notice> {
  const { connection, person: ref } = reply;
  if (ref.outsider) refuse('outsider');
  if (text === '') refuse('code_missing');
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId: ref.userId }, tx.at);
  if ((await tx.bindingCodes.triesOf(person.id, tx.at)) >= TRIES_AN_HOUR) return noticeOf('too_many_codes');

  const normal = normalCode(text);
  const code = normal === null ? null : await tx.bindingCodes.lock(fingerprint(normal));
  if (!code) {
    await tx.bindingCodes.countTry(person.id, tx.at);
    return noticeOf('code_wrong');
  }
  const used = useCode(code, tx.at);
  mustBeActive(await tx.enterprises.get(code.enterpriseId));
  const notice =
    code.memberId === null
      ? await bindAdmin(tx, reply, code)
      : await addAccount(tx, { memberId: code.memberId, person });
  await tx.bindingCodes.replace(used);
  return notice;
}

async function bindAdmin(tx: Tx, reply: Reply, { id, enterpriseId }: BindingCode): Promise<Notice> {
  const { connection, person, chatId } = reply;
  if (reply.chatKind !== 'group') refuse('code_not_in_group');
  const admin = await addMember(tx, {
    enterpriseId,
    name: NAMELESS_ADMIN,
    role: 'admin',
    connection,
    userId: person.userId,
    actor: `code:${id}`.slice(0, 60),
  });
  await bindChat(tx, { enterpriseId, connection, chatId, actor: admin.id });
  await greetAdmin(tx, admin);
  const place = placesOf(tx, [(await privateChatOf(tx, admin)) ?? reply]);
  return {
    tone: 'success',
    text: `绑定成功：您已成为企业管理员。请到您${place}里完善资料；在群里 @盘活助手 发送「添加专家」即可推荐专家。`,
  };
}

/** What is stored of a code; typed spellings of one code have one fingerprint. */
function fingerprint(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
