import type { Notice, Reply } from '../chat/port.ts';
import { readCampaignWish } from '../domain/campaign.ts';
import type { ChatCommand, CommandKind } from '../domain/chat-command.ts';
import { readDigestWish } from '../domain/digest-words.ts';
import type { Member } from '../domain/member.ts';
import type { Act } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { toldName } from '../domain/typed-text.ts';
import type { Tx } from '../stores/transactions.ts';
import { bindOwnGroup } from './bind-chat.ts';
import { bindByCode } from './binding-code.ts';
import { openCampaign, planOwnCampaign } from './campaign.ts';
import { help } from './help.ts';
import { addAdmin, handOver } from './keep-admins.ts';
import { openEvaluations } from './keep-evaluations.ts';
import { openFocus } from './keep-focus.ts';
import { openSearches } from './keep-searches.ts';
import {
  openAdminProfile,
  openApplication,
  openExperts,
  openGroupRecommend,
  openPrivateRecommend,
} from './open-cards.ts';
import { openDetailOf } from './open-detail.ts';
import { openDigest } from './open-digest.ts';
import { openLibrary, searchFor } from './open-library.ts';
import { openNeeds } from './open-needs.ts';
import { planOwnDigest } from './plan-digest.ts';
import { openDemand } from './publish-demand.ts';
import {
  type Recommended,
  recommendationNotice,
  recommendExperts,
  recommendListed,
} from './recommend-experts.ts';
import { openToDo } from './remind.ts';
import { membersHere, theOneEnterprise } from './who-speaks.ts';
import { openWorkList } from './work-list.ts';

/** A command as it came, with the members its author is where it counts. */
export interface Order {
  readonly reply: Reply;
  readonly command: ChatCommand;
  readonly members: readonly [Member, ...Member[]];
}

interface CommandRule {
  /** What its author must be allowed to do. */
  readonly act: Act;
  readonly run: (tx: Tx, order: Order) => Promise<Notice | null>;
}

/** Commands for members, by kind; `bind` and `help` are for people who are none yet. */
export const COMMANDS: Readonly<Record<Exclude<CommandKind, 'bind' | 'help'>, CommandRule>> = {
  'bind-admins': { act: 'bind-groups', run: (tx, order) => bindGroup(tx, order, 'admins') },
  'bind-experts': { act: 'bind-groups', run: (tx, order) => bindGroup(tx, order, 'experts') },
  experts: { act: 'recommend-experts', run: cardHere(openExperts) },
  recommend: { act: 'recommend-experts', run: recommend },
  application: { act: 'apply', run: cardHere(openApplication) },
  'admin-profile': { act: 'keep-admin-profile', run: cardHere(openAdminProfile) },
  needs: { act: 'manage-demands', run: cardHere(openNeeds) },
  detail: {
    act: 'view-resource-library',
    run: (tx, order) => {
      const number = order.command.kind === 'detail' ? order.command.number : '';
      return cardHere((_, members) => openDetailOf(tx, number, members))(tx, order);
    },
  },
  'evaluation-library': {
    act: 'view-evaluation-library',
    run: cardHere((tx, members) => openLibrary(tx, 'evaluation', members)),
  },
  'focus-library': {
    act: 'view-focus-library',
    run: cardHere((tx, members) => openLibrary(tx, 'focus', members)),
  },
  'resource-library': {
    act: 'view-resource-library',
    run: cardHere((tx, members) => openLibrary(tx, 'resource', members)),
  },
  focus: { act: 'view-focus-library', run: cardHere(openFocus) },
  search: {
    act: 'view-resource-library',
    run: (tx, order) => {
      const words = order.command.kind === 'search' ? order.command.words : '';
      return cardHere((_, members) => searchFor(tx, words, members))(tx, order);
    },
  },
  digest: {
    act: 'view-evaluation-library',
    run: (tx, order) => {
      const said = order.command.kind === 'digest' ? order.command.wish : '';
      if (said === '') return cardHere(openDigest)(tx, order);
      return planOwnDigest(tx, { member: theOnly(order.members), wish: readDigestWish(said) });
    },
  },
  campaign: {
    act: 'follow-campaign',
    run: (tx, order) => {
      const said = order.command.kind === 'campaign' ? order.command.wish : '';
      if (said === '') return cardHere(openCampaign)(tx, order);
      return planOwnCampaign(tx, { member: theOnly(order.members), wish: readCampaignWish(said) });
    },
  },
  'to-do': { act: 'ask-for-help', run: cardHere(openToDo) },
  'saved-searches': { act: 'view-resource-library', run: cardHere(openSearches) },
  evaluations: { act: 'manage-evaluations', run: cardHere(openEvaluations) },
  'work-list': { act: 'evaluate', run: cardHere(openWorkList) },
  demand: {
    act: 'manage-demands',
    run: (tx, order) => cardHere(() => openDemand(tx, { member: theOnly(order.members) }))(tx, order),
  },
  'add-admin': {
    act: 'manage-admins',
    run: (tx, { reply, members }) => addAdmin(tx, { admin: theOnly(members), people: peopleNamed(reply) }),
  },
  'hand-over': {
    act: 'manage-admins',
    run: (tx, { reply, members }) => handOver(tx, { admin: theOnly(members), people: peopleNamed(reply) }),
  },
};

/** Does what a person asks of the bot in words; null when the answer is a card and needs no text. */
export async function obeyCommand(tx: Tx, reply: Reply, command: ChatCommand): Promise<Notice | null> {
  if (command.kind === 'bind') return bindByCode(tx, reply, command.code);
  if (command.kind === 'help') return help(tx, reply, await membersHere(tx, reply, 'ask-for-help'));
  const { act, run } = COMMANDS[command.kind];
  const [first, ...others] = await membersHere(tx, reply, act);
  if (!first) refuse('unknown_person');
  return run(tx, { reply, command, members: [first, ...others] });
}

async function recommend(tx: Tx, order: Order): Promise<Notice | null> {
  const { reply, command, members } = order;
  const people = peopleNamed(reply);
  const list = command.kind === 'recommend' ? command.list : '';
  if (reply.chatKind === 'private' && people.length === 0 && list === '')
    return cardHere(openPrivateRecommend)(tx, order);
  const admin = theOnly(members);
  if (people.length > 0) return recommendationNotice(await recommendExperts(tx, { admin, people }));
  if (list !== '') return recommendListed(tx, { admin, connection: reply.connection, list });
  await openGroupRecommend(tx, reply, admin);
  return null;
}

/** Who names people speaks for one enterprise; which one of several is not to be guessed. */
function theOnly([only, ...others]: Order['members']): Member {
  return others.length === 0 ? only : refuse('several_enterprises');
}

/** Opens a card in the private chat; where that is the chat he wrote in, the card alone is the answer. */
function cardHere(open: (tx: Tx, members: readonly Member[]) => Promise<Notice>): CommandRule['run'] {
  return async (tx, { reply, members }) => {
    const notice = await open(tx, members);
    return reply.chatKind === 'private' ? null : notice;
  };
}

async function bindGroup(tx: Tx, order: Order, purpose: 'experts' | 'admins'): Promise<Notice> {
  const { reply, command, members } = order;
  const { connection, chatId, chatKind } = reply;
  if (chatKind !== 'group') refuse('not_in_group');
  const wanted = 'enterprise' in command ? command.enterprise : '';
  const admin = await theOneEnterprise(tx, members, wanted);
  await bindOwnGroup(tx, { admin, connection, chatId, purpose });
  return purpose === 'admins'
    ? { tone: 'success', text: '本群已设为管理群：专家评价审核和入库审核会发到这里，群里每个人都能看到。' }
    : { tone: 'success', text: '本群已设为专家群：新的专利会推送到这里。' };
}

function peopleNamed({ connection, mentions }: Reply): Recommended[] {
  return mentions.map((mention) => ({ connection, ...mention, name: toldName(mention.name) }));
}
