import { toldIn } from '../domain/digest.ts';
import type { Tx } from '../stores/transactions.ts';
import { EVIL_LINE, type PeopleSample, type SampleMember } from './sample-facts.ts';

const KIND = { kind: 'digest' } as const;
const GROUP = { chat: { bound: true } } as const;
const ADMIN: SampleMember = { name: '管理员', isAdmin: true };
const expert = (evaluated: number): SampleMember => ({ expert: 'admitted', evaluated });

/** Digests, as a group and as members see them. */
export const DIGEST_CARDS: readonly PeopleSample[] = [
  {
    ...KIND,
    ...GROUP,
    name: '一周',
    members: [ADMIN, expert(4), expert(3), expert(2)],
    patents: 12,
    enterprise: { deadline: '2026-12-31' },
  },
  { ...KIND, ...GROUP, name: '评价的人太少，不分星级', members: [ADMIN, expert(2)], patents: 3 },
  { ...KIND, ...GROUP, name: '没有动态', members: [ADMIN], enterprise: { deadline: '2026-11-23' } },
  {
    ...KIND,
    ...GROUP,
    name: '500 件，截止日已过',
    members: [ADMIN, expert(1)],
    patents: 500,
    enterprise: { deadline: '2026-11-20' },
  },
  { ...KIND, name: '管理员私聊', members: [ADMIN, expert(1)], patents: 2 },
  { ...KIND, name: '周报设置', members: [ADMIN], turnedTo: 'plan' },
  { ...KIND, name: '专家私聊', members: [expert(1), ADMIN], patents: 2 },
  { ...KIND, name: '恶意文本', enterprise: { name: EVIL_LINE }, members: [ADMIN, expert(1)], patents: 1 },
  { ...KIND, name: '不再是成员', members: [{ ...ADMIN, removed: true }], patents: 1 },
];

/** Stores a digest of the last seven days, the moment of the samples included; returns its id. */
export async function storeDigest(tx: Tx, enterpriseId: string, chatId: string): Promise<string> {
  const digest = {
    id: tx.newId(),
    enterpriseId,
    readerId: chatId,
    ...toldIn(null, new Date(tx.at.getTime() + 1)),
  };
  await tx.digests.add(digest);
  return digest.id;
}
