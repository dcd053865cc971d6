import { expect } from 'vitest';
import type { ChatRoom } from '../../src/domain/chat-room.ts';
import type { Enterprise } from '../../src/domain/enterprise.ts';
import type { EnterpriseEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../../src/domain/expert-evaluation.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Member } from '../../src/domain/member.ts';
import type { Patent, PatentRecord } from '../../src/domain/patent.ts';
import type { Refusal } from '../../src/domain/refusals.ts';

/** A Sunday morning in Shanghai with milliseconds that a coarse column would lose. */
export const AT = new Date('2026-11-22T02:00:00.123Z');

/** A moment so many milliseconds after `AT`. */
export function later(ms: number): Date {
  return new Date(AT.getTime() + ms);
}

/** What a rule's refusal looks like; for `toThrow`. */
export function refusal(code: Refusal): unknown {
  return expect.objectContaining({ kind: 'refused', code });
}

/** The record of a registered single patent; its number is made up and in a range that cannot be real. */
export function aRecord(over: Partial<PatentRecord> = {}): PatentRecord {
  return {
    kind: 'single',
    applicationNumber: 'CN209910000001.1',
    publicationNumber: '',
    title: '一种固态电池电解质膜的制备方法',
    abstract: '本发明公开了一种固态电池电解质膜。针对界面阻抗高的问题，采用原位固化。循环寿命得到提高。',
    applicant: '示例大学（虚构）',
    inventors: [],
    type: 'invention',
    ipc: ['H01M10/0525', 'H01M4/38'],
    sei: ['5.2.1'],
    industries: ['C3841'],
    cooperationModes: ['转让', '普通许可'],
    maturity: '中试',
    region: '湖南省',
    applicationDate: '2021-03-04',
    publicationDate: null,
    registeredOn: '2024-05-06',
    state: 'registered',
    validAtEndOf2023: true,
    members: [],
    sample: true,
    ...over,
  };
}

/** A registered patent. */
export function aPatent(over: Partial<Patent> = {}): Patent {
  return { ...aRecord(), id: 'patent-1', ...over };
}

/** An active enterprise that has said nothing of its focus. */
export function anEnterprise(over: Partial<Enterprise> = {}): Enterprise {
  return {
    id: 'enterprise-1',
    name: '演示企业（虚构）',
    platformId: 'platform-enterprise-1',
    focus: NO_FOCUS,
    deadline: null,
    dailyPushLimit: 5,
    state: 'active',
    platformMode: null,
    ...over,
  };
}

/** An admitted expert who is no admin. */
export function anExpert(over: Partial<Member> = {}): Member {
  return {
    id: 'expert-1',
    enterpriseId: 'enterprise-1',
    name: '专家一',
    isAdmin: false,
    expert: 'admitted',
    removed: false,
    erased: false,
    ...over,
  };
}

/** An admin who is no expert. */
export function anAdmin(over: Partial<Member> = {}): Member {
  return anExpert({ id: 'admin-1', name: '管理员', isAdmin: true, expert: 'none', ...over });
}

/** A match of the evaluation library, pushed and open for ratings. */
export function aMatch(over: Partial<Match> = {}): Match {
  return {
    id: 'match-1',
    enterpriseId: 'enterprise-1',
    patentId: 'patent-1',
    library: 'evaluation',
    score: 10,
    reasons: [{ kind: 'platform', wanted: '', found: '产业匹配' }],
    state: 'open',
    pushedAt: AT,
    closedAt: null,
    ...over,
  };
}

/** An expert's first answer, waiting for the admin. */
export function anExpertEvaluation(over: Partial<ExpertEvaluation> = {}): ExpertEvaluation {
  return {
    id: 'answer-1',
    matchId: 'match-1',
    memberId: 'expert-1',
    stars: 4,
    opinion: '工艺成熟，可中试',
    reasons: [],
    state: 'submitted',
    reason: '',
    reviewedBy: null,
    reviewedAt: null,
    ratedAt: AT,
    version: 1,
    ...over,
  };
}

/** A first draft of the enterprise's evaluation, shown for confirmation. */
export function anEnterpriseEvaluation(over: Partial<EnterpriseEvaluation> = {}): EnterpriseEvaluation {
  return {
    id: 'evaluation-1',
    matchId: 'match-1',
    stars: 4,
    opinion: '与本企业的中试线相符，愿意进一步了解。',
    state: 'draft',
    revision: 1,
    draftedBy: 'admin-1',
    submittedBy: null,
    submittedAt: null,
    receipt: null,
    postedAt: null,
    postedBy: null,
    refusal: '',
    ...over,
  };
}

/** The same evaluation after the admin has confirmed it. */
export function aSubmittedEvaluation(over: Partial<EnterpriseEvaluation> = {}): EnterpriseEvaluation {
  return anEnterpriseEvaluation({ state: 'submitted', submittedBy: 'admin-1', submittedAt: AT, ...over });
}

/** An internal group, bound to the enterprise. */
export function aGroup(over: Partial<ChatRoom> = {}): ChatRoom {
  return {
    id: 'chat-1',
    connection: 'feishu',
    kind: 'group',
    address: 'oc_group_1',
    channelChatId: 'oc_group_1',
    enterpriseId: 'enterprise-1',
    boundAt: null,
    purpose: 'experts',
    name: '研发评审群',
    external: false,
    lost: false,
    silent: false,
    ...over,
  };
}
