import { addMember } from '../actions/add-member.ts';
import { bindChat } from '../actions/bind-chat.ts';
import { createEnterprise } from '../actions/create-enterprise.ts';
import type { Focus } from '../domain/focus.ts';
import type { PlatformPush } from '../platform/port.ts';
import type { Tx } from '../stores/transactions.ts';
import { DEMO_PATENTS } from './demo-patents.ts';

/** Somebody of the sandbox; without a role he is yet to become somebody, which is for the newcomer to play. */
interface DemoPerson {
  readonly name: string;
  readonly role: 'expert' | 'admin' | null;
}

/** An enterprise of the sandbox as it stands at the start. */
interface DemoEnterprise {
  readonly focus: Focus;
  /** How many patents a newcomer finds in its group; fewer than were matched, so that the next push has something. */
  readonly firstCards: number;
}

/** People of the sandbox with their group, and the enterprise they belong to, if it has joined. */
export interface DemoTroupe {
  readonly name: string;
  readonly group: string;
  /** In the order of the screen; the first adds the bot to the group. */
  readonly people: readonly DemoPerson[];
  readonly enterprise: DemoEnterprise | null;
}

/** The one connection of the sandbox. */
const CONNECTION = 'default';
const NOTHING: Focus = { sei: [], industries: [], ipc: [], keywords: [], cooperationModes: [] };

/** The sandbox's people: an enterprise to play in, a second that must never see the first, and one that is yet to join. */
export const DEMO_TROUPES: readonly DemoTroupe[] = [
  {
    name: '演示企业（虚构）',
    group: '专利盘活群（演示）',
    people: [
      { name: '专家一', role: 'expert' },
      { name: '专家二', role: 'expert' },
      { name: '管理员', role: 'admin' },
    ],
    enterprise: {
      focus: {
        ...NOTHING,
        sei: ['5.2'],
        ipc: ['H01M'],
        keywords: ['电池', '隔膜'],
        cooperationModes: ['普通许可'],
      },
      firstCards: 2,
    },
  },
  {
    name: '演示企业二（虚构）',
    group: '检测群（演示）',
    people: [
      { name: '专家三', role: 'expert' },
      { name: '专家四', role: 'expert' },
      { name: '管理员乙', role: 'admin' },
    ],
    enterprise: {
      focus: { ...NOTHING, sei: ['2.1'], ipc: ['G01N', 'G06T'], keywords: ['视觉', '检测'] },
      firstCards: 1,
    },
  },
  {
    name: '待开通企业（虚构）',
    group: '技术部群（演示）',
    people: [
      { name: '负责人', role: null },
      { name: '工程师甲', role: null },
      { name: '工程师乙', role: null },
    ],
    enterprise: null,
  },
];

/** Sets up the enterprise of a troupe through the operator's own actions and returns its id. */
export async function foundEnterprise(
  tx: Tx,
  troupe: DemoTroupe & { readonly enterprise: DemoEnterprise },
  where: { readonly chatId: string; readonly openIds: readonly string[] },
): Promise<string> {
  const { name, people, enterprise } = troupe;
  const { id: enterpriseId } = await createEnterprise(tx, {
    name,
    platformId: name,
    focus: enterprise.focus,
  });
  for (const [index, person] of people.entries()) {
    const userId = where.openIds[index];
    if (userId === undefined || person.role === null) continue;
    const { name: personName, role } = person;
    await addMember(tx, { enterpriseId, name: personName, role, connection: CONNECTION, userId });
  }
  await bindChat(tx, { enterpriseId, connection: CONNECTION, chatId: where.chatId });
  return enterpriseId;
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
