import { z } from 'zod';
import { CARD_KINDS } from '../domain/card-kind.ts';
import { mustBeColleagues } from '../domain/member.ts';
import { saveAdminProfile } from './admin-profile.ts';
import { applyForLibrary, decideApplication } from './application.ts';
import type { ButtonRule } from './button-rule.ts';
import { EXPERT_VERBS, keepExpert } from './keep-experts.ts';
import { openAdminProfile, openApplication, openExperts, openPrivateRecommend } from './open-cards.ts';
import { readInput } from './press-input.ts';
import { promiseCard } from './promise-cards.ts';
import { recommendationNotice, recommendExperts, recommendListed } from './recommend-experts.ts';
import { turnCard } from './turn-card.ts';

const line = z.string().max(1000).default('');
const id = z.string().max(36);

const Profile = z.object({ name: line, position: line, unit: line, field: line });
const AdminProfile = z.object({ name: line, department: line, position: line, mobile: line, mail: line });
const Decide = z.object({ to: z.enum(['admitted', 'returned']), opinion: z.string().max(4000).default('') });
const Keep = z.object({ verb: z.enum(EXPERT_VERBS), member: id });
/** A page or an entry of a card; it is kept with the card, so nothing else gets in. */
const Turn = z.object({ to: z.string().regex(/^(page:\d{1,6}|expert:[\w-]{1,36})$/) });
/** The people picked, as the channel joins several choices. */
const Picked = z.object({ people: z.string().max(10_000).default('') });
const Listed = z.object({ list: z.string().max(10_000).default('') });

/** The buttons of cards about people: profiles, applications, the list of experts; and the one that every card may carry. */
export const PEOPLE_BUTTONS = {
  show: {
    on: CARD_KINDS,
    act: 'ask-for-help',
    run: async (tx, { card }) => {
      await promiseCard(tx, card);
      return { tone: 'info', text: '卡片已是最新状态。' };
    },
  },
  'open-experts': {
    on: ['help', 'to-do', 'campaign'],
    act: 'recommend-experts',
    run: (tx, { member }) => openExperts(tx, [member]),
  },
  'open-recommend': {
    on: ['help', 'experts'],
    act: 'recommend-experts',
    run: (tx, { member }) => openPrivateRecommend(tx, [member]),
  },
  'open-admin-profile': {
    on: ['help'],
    act: 'keep-admin-profile',
    run: (tx, { member }) => openAdminProfile(tx, [member]),
  },
  'open-application': {
    on: ['help'],
    act: 'apply',
    run: (tx, { member }) => openApplication(tx, [member]),
  },
  'edit-admin-profile': {
    on: ['admin-profile'],
    act: 'keep-admin-profile',
    run: async (tx, { card }) => {
      await turnCard(tx, card, 'edit');
      return { tone: 'info', text: '请修改资料。' };
    },
  },
  'save-admin-profile': {
    on: ['admin-profile'],
    act: 'keep-admin-profile',
    run: (tx, { card, member, input }) =>
      saveAdminProfile(tx, { member, typed: readInput(AdminProfile, input), card }),
  },
  apply: {
    on: ['application'],
    act: 'apply',
    run: (tx, { member, input }) => applyForLibrary(tx, { member, profile: readInput(Profile, input) }),
  },
  'decide-application': {
    on: ['application-review'],
    act: 'review-applications',
    run: (tx, { card, member, input }) =>
      decideApplication(tx, {
        admin: member,
        applicationId: card.subjectId,
        decision: readInput(Decide, input),
      }),
  },
  turn: {
    on: ['experts'],
    act: 'recommend-experts',
    run: async (tx, { card, member, input }) => {
      const { to } = readInput(Turn, input);
      const opened = /^expert:(.+)$/.exec(to)?.[1];
      if (opened !== undefined) mustBeColleagues(member, await tx.members.get(opened));
      await turnCard(tx, card, to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'keep-expert': {
    on: ['experts'],
    act: 'recommend-experts',
    run: (tx, { member, input }) => {
      const { verb, member: memberId } = readInput(Keep, input);
      return keepExpert(tx, { admin: member, memberId, verb });
    },
  },
  'recommend-picked': {
    on: ['recommend'],
    act: 'recommend-experts',
    run: async (tx, { member, connection, input }) => {
      const userIds = readInput(Picked, input)
        .people.split(',')
        .filter((userId) => userId !== '');
      const people = userIds.map((userId) => ({ connection, userId, name: '', outsider: false }));
      return recommendationNotice(await recommendExperts(tx, { admin: member, people }));
    },
  },
  'recommend-listed': {
    on: ['recommend'],
    act: 'recommend-experts',
    run: (tx, { member, connection, input }) =>
      recommendListed(tx, { admin: member, connection, list: readInput(Listed, input).list }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
