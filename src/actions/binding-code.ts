import { createHash } from 'node:crypto';
import { noticeOf } from '../chat/notices.ts';
import type { Notice, Reply } from '../chat/port.ts';
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

/** The name of an admin until he completes his profile; the channel does not tell it. */
const NAMELESS_ADMIN = '企业管理员';

const DAY_MS = 86_400_000;

/** Issues a one-time code for an enterprise's admin; it is returned once and stored as a fingerprint. */
export async function issueCode(
  tx: Tx,
  input: { readonly enterpriseId: string; readonly random: Uint8Array; readonly days: number },
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const enterprise = await tx.enterprises.get(input.enterpriseId);
  mustBeActive(enterprise);
  const code = codeFrom(input.random);
  const issued: BindingCode = {
    id: tx.newId(),
    enterpriseId: enterprise.id,
    fingerprint: fingerprint(normalCode(code) ?? refuse('code_wrong')),
    expiresAt: new Date(tx.at.getTime() + input.days * DAY_MS),
    usedAt: null,
    revokedAt: null,
  };
  await tx.bindingCodes.add(issued, tx.at);
  await record(tx, { enterpriseId: enterprise.id, actor: 'operator', act: 'issue-code', subject: issued.id });
  return { code, expiresAt: issued.expiresAt };
}

/** Takes back every code of an enterprise that was not used; returns how many. */
export async function revokeCodes(tx: Tx, enterpriseId: string): Promise<number> {
  let revoked = 0;
  for (const code of await tx.bindingCodes.ofEnterprise(enterpriseId)) {
    const after = revokeCode(code, tx.at);
    if (after === code) continue;
    await tx.bindingCodes.replace(after);
    await record(tx, { enterpriseId, actor: 'operator', act: 'revoke-code', subject: code.id });
    revoked += 1;
  }
  return revoked;
}

/**
 * Makes whoever brings a good code the enterprise's admin and this group its group. A wrong code is answered and
 * counted, not refused: a refusal would roll the count back. Only the person who guesses is slowed down.
 */
export async function bindByCode(tx: Tx, reply: Reply, text: string): Promise<Notice> {
  const { connection, person: ref } = reply;
  if (ref.outsider) refuse('outsider');
  if (reply.chatKind !== 'group') refuse('code_not_in_group');
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId: ref.userId }, tx.at);
  if ((await tx.bindingCodes.triesOf(person.id, tx.at)) >= TRIES_AN_HOUR) return noticeOf('too_many_codes');

  const normal = normalCode(text);
  const code = normal === null ? null : await tx.bindingCodes.lock(fingerprint(normal));
  if (!code) {
    await tx.bindingCodes.countTry(person.id, tx.at);
    return noticeOf('code_wrong');
  }
  await tx.bindingCodes.replace(useCode(code, tx.at));
  const { enterpriseId } = code;
  mustBeActive(await tx.enterprises.get(enterpriseId));
  const admin = await addMember(tx, {
    enterpriseId,
    name: NAMELESS_ADMIN,
    role: 'admin',
    connection,
    userId: ref.userId,
    actor: `code:${code.id}`.slice(0, 60),
  });
  await bindChat(tx, { enterpriseId, connection, chatId: reply.chatId, actor: admin.id });
  return { tone: 'success', text: '绑定成功：您已成为企业管理员，审核和企业评价会发到您与机器人的私聊。' };
}

function fingerprint(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
