import { addMember } from '../actions/add-member.ts';
import { bindChat } from '../actions/bind-chat.ts';
import { addAccount } from '../actions/change-account.ts';
import { createEnterprise } from '../actions/create-enterprise.ts';
import { localTime } from '../domain/calendar.ts';
import type { PlatformPush } from '../platform/port.ts';
import type { Tx } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';
import type { DemoTroupe } from './demo-troupes.ts';
import type { Product } from './view.ts';

/** How long the demo enterprises have. */
const DEADLINE_MS = 40 * 86_400_000;

/** The connection by which groups and people of a product are reached. */
const CONNECTIONS: Readonly<Record<Product, string>> = { feishu: 'default', wecom: 'wecom-bot' };
const APP_CONNECTION = 'wecom-app';

/** A troupe on the stage: its people with their ids, in its order, and the chat id of its group. */
export interface PlacedTroupe {
  readonly troupe: DemoTroupe;
  readonly userIds: readonly string[];
  readonly chatId: string;
}

/** Sets up the enterprise of a troupe through the operator's own actions; returns its id, null when it has not joined. */
export async function foundEnterprise(
  tx: Tx,
  { troupe, userIds, chatId }: PlacedTroupe,
): Promise<string | null> {
  const { name, people, group, enterprise } = troupe;
  if (enterprise === null) return null;
  const { id: enterpriseId } = await createEnterprise(tx, {
    name,
    platformId: name,
    focus: enterprise.focus,
    deadline: localTime(new Date(tx.at.getTime() + DEADLINE_MS), 'Asia/Shanghai').day,
  });
  for (const [index, person] of people.entries()) {
    const userId = userIds[index];
    if (userId === undefined || person.role === null) continue;
    const { name: personName, role, on } = person;
    const connection = CONNECTIONS[on];
    const member = await addMember(tx, { enterpriseId, name: personName, role, connection, userId });
    if (person.usesApp === true) await useApp(tx, member.id, userId);
  }
  await bindChat(tx, { enterpriseId, connection: CONNECTIONS[group.on], chatId });
  return enterpriseId;
}

/** Gives a member his account in WeCom's app too; what is for him alone comes from there, as he was bound there last. */
async function useApp(tx: Tx, memberId: string, userId: string): Promise<void> {
  const account = { id: tx.newId(), connection: APP_CONNECTION, userId };
  const person = await tx.persons.ensure(account, tx.at);
  await addAccount(tx, { memberId, person, actor: 'operator' });
}

/** What the platform pushes to an enterprise of the sandbox: every patent there is. */
export function demoPushes(platformId: string, at: Date): PlatformPush[] {
  return DEMO_PATENTS.map(({ applicationNumber }) => ({
    enterprise: platformId,
    applicationNumber,
    reason: '按产业分类、技术领域匹配',
    pushedAt: at,
  }));
}
