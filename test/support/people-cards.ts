import type { Application } from '../../src/domain/application.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import type { Member } from '../../src/domain/member.ts';
import { type CardView, cardView } from '../../src/reads/card-view.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT } from './builders.ts';
import { VIEW, type World } from './world.ts';

/** A private card of the admin's about his enterprise. */
export function aCard(kind: CardKind, over: Partial<SentCard> = {}): SentCard {
  return {
    id: 'card-1',
    kind,
    subjectId: 'enterprise-1',
    enterpriseId: 'enterprise-1',
    chatId: 'chat-1',
    connection: 'feishu',
    viewerId: 'admin-1',
    messageId: null,
    channelChatId: null,
    turnedTo: '',
    shown: null,
    matters: '',
    state: 'pending',
    sentAt: null,
    ...over,
  };
}

/** An expert's first application, waiting for the admin. */
export function anApplication(over: Partial<Application> = {}): Application {
  return {
    id: 'application-1',
    enterpriseId: 'enterprise-1',
    memberId: 'expert-1',
    profile: { name: '专家一', position: '高级工程师', unit: '示例大学（虚构）', field: '机械' },
    appliedAt: AT,
    state: 'waiting',
    opinion: '',
    decidedBy: null,
    decidedAt: null,
    ...over,
  };
}

/** Reads a card as the relay would. */
export function show(world: World, card: SentCard, platformByHand = VIEW.platformByHand): Promise<CardView> {
  return world.inTransaction((tx) => cardView(tx, card, { ...VIEW, platformByHand }));
}

/** Stores people whose accounts were opened one after the other, a second apart. */
export function join(world: World, ...members: readonly Member[]): Promise<void> {
  return world.inTransaction(async (tx: Tx) => {
    for (const [index, member] of members.entries())
      await tx.members.add(member, new Date(AT.getTime() + index * 1000));
  });
}
