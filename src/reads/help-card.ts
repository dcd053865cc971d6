import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { adminsGroupWays, expertsGroupWays, strangerWays, unboundWays } from './help-groups.ts';
import { expertSteps, INTRODUCE, type Step, workStep } from './help-steps.ts';
import { namingOn, type Opener, spoken, type Way, waysOf } from './help-ways.ts';
import { expertStateName, type PeopleButton } from './people-wording.ts';
import { modeOfEnterprise } from './platform-way.ts';
import { linesOf, shorten } from './wording.ts';
import { workForAdmins } from './work-item.ts';

/** What a card leads to by a button, and in words where there are no buttons; neither when it leads nowhere. */
interface Leads {
  readonly button: PeopleButton | null;
  readonly words: string;
}

/** Where the reader stands: something to do before anything else, or to wait for. */
export interface HelpStep extends Leads {
  readonly text: string;
  readonly tint: 'orange-50' | 'grey';
}

/** One thing its reader can do, and how. */
export interface HelpWay extends Leads {
  readonly name: string;
  readonly how: string;
}

/** What the card says of panhuo to whoever reads it: a group, a stranger, or a member with exactly what he may do. */
export interface HelpCard {
  readonly card: string;
  /** The enterprise's name; nobody's where none is bound. */
  readonly enterprise: string;
  /** False when there is nothing its reader could do here. */
  readonly served: boolean;
  readonly lead: string;
  readonly steps: readonly HelpStep[];
  readonly ways: readonly HelpWay[];
  /** What the operator needs to know of the chat. */
  readonly note: string;
  /** The buttons of steps and ways, each named after what it leads to; the first matters most. */
  readonly openers: readonly Omit<PeopleButton, 'name'>[];
  /** What is to be done without a button, for cards that hold few words. */
  readonly outline: string;
}

/** What differs from help to help. */
type Help = Omit<HelpCard, 'card' | 'openers' | 'outline'>;

/** Reads what the help card shows at this moment. */
export async function helpCard(tx: Tx, card: SentCard, platformByHand: boolean): Promise<HelpCard> {
  const help = await helpFor(tx, card, platformByHand);
  return { ...help, card: card.id, ...inFewWords(help) };
}

/** As many buttons as the cards have that hold few words; the text before them names all the ways. */
const MOST_OPENERS = 6;

function inFewWords({ steps, ways }: Help): Pick<HelpCard, 'openers' | 'outline'> {
  const opening = [
    ...steps.map(({ button }) => button),
    ...ways.map(({ name, button }) => button && { ...button, label: name }),
  ];
  const said = ways.filter(({ button }) => button === null).map(({ name, how }) => `${name}：${how}`);
  return {
    openers: opening
      .flatMap((button) => button ?? [])
      .slice(0, MOST_OPENERS)
      .map(({ label, type, value }) => ({ label, type, value })),
    outline: linesOf(...steps.map(({ text }) => text), ...said),
  };
}

async function helpFor(tx: Tx, card: SentCard, byHand: boolean): Promise<Help> {
  const naming = namingOn(tx.reachOf(card.connection));
  if (card.viewerId !== null) return memberHelp(tx, card, await tx.members.get(card.viewerId), byHand);
  const chat = await tx.chats.get(card.subjectId);
  if (chat.kind === 'private')
    return plainHelp('', '还不认识您：您还不是任何企业的成员。', strangerWays(naming));
  if (chat.enterpriseId === null) {
    const lead = '本群还没有绑定企业。绑定后，匹配的专利会推送到本群，专家在群里点星评价。';
    return {
      ...plainHelp('', lead, unboundWays(naming)),
      note: `供系统管理员使用的会话 ID：${chat.address}`,
    };
  }
  const enterprise = await tx.enterprises.get(chat.enterpriseId);
  if (enterprise.state === 'closed') return unserved(enterprise.name, CLOSED);
  return chat.purpose === 'admins'
    ? plainHelp(
        enterprise.name,
        '本群是管理群：审核卡片会发到这里，群里每个人都能看到。',
        adminsGroupWays(naming),
      )
    : plainHelp(enterprise.name, '匹配本企业的专利会推送到本群，由专家评价。', expertsGroupWays(naming));
}

/** The same in plain text, where nobody can press anything. */
export function helpText(view: HelpCard): string {
  return linesOf(view.enterprise, view.lead, whatToDo(view));
}

/** What its reader can do, in words, for whoever can answer. */
export function whatToDo({ steps, ways, note }: HelpCard): string {
  const asked = steps.map(({ text, words }) => text + words);
  const said = ways.map(({ name, how, words }) => `${name}：${how}${words}`);
  return linesOf(...asked, ...said, note);
}

const CLOSED = '本企业的服务已停用。如有疑问请联系系统管理员。';

async function memberHelp(
  tx: Tx,
  { id: card, connection }: SentCard,
  member: Member,
  byHand: boolean,
): Promise<Help> {
  const enterprise = await tx.enterprises.get(member.enterpriseId);
  if (enterprise.state === 'closed') return unserved(enterprise.name, CLOSED);
  if (member.removed) return unserved(enterprise.name, '您已不是本企业的成员。如有疑问请联系企业管理员。');
  const introduced = !member.isAdmin || (await tx.adminProfiles.isKnown(member.id));
  const steps = [
    ...(introduced ? [] : [INTRODUCE]),
    ...(await workSteps(tx, member, byHand)),
    ...expertSteps(member),
  ];
  const first = steps.find(({ waits }) => !waits);
  const asked = steps.map(({ opens }) => opens?.act);
  return {
    ...plainHelp(enterprise.name, rolesLine(member), []),
    steps: steps.map((step, index) => ({
      text: step.text,
      tint: step.waits ? 'grey' : 'orange-50',
      ...leads(card, `step_${index}`, step.opens, step === first ? 'primary_filled' : 'default'),
    })),
    ways: waysOf(member, namingOn(tx.reachOf(connection)))
      .filter(({ opens }) => opens === undefined || !asked.includes(opens.act))
      .map(({ name, how, opens }, index) => ({ name, how, ...leads(card, `way_${index}`, opens) })),
  };
}

/** What is to be entered by hand comes before what can wait. */
async function workSteps(tx: Tx, member: Member, byHand: boolean): Promise<Step[]> {
  if (!may(member, 'evaluate')) return [];
  const mode = await modeOfEnterprise(tx, member.enterpriseId, byHand ? 'manual' : 'http');
  const work = await workForAdmins(tx, member.enterpriseId, mode);
  return work.length === 0 ? [] : [workStep(work.length)];
}

function rolesLine(member: Member): string {
  const roles = [
    ...(member.isAdmin ? ['企业管理员'] : []),
    ...(member.expert === 'none' ? [] : [`专家（${expertStateName(member)}）`]),
  ];
  return roles.length === 0 ? '您是本企业的成员，还没有被推荐为专家。' : `您是${roles.join('、')}。`;
}

function leads(
  card: string,
  name: string,
  opener: Opener | undefined,
  type: PeopleButton['type'] = 'default',
): Leads {
  if (opener === undefined) return { button: null, words: '' };
  const { label, act, command } = opener;
  return { button: { name, label, type, value: { card, act } }, words: `（发送「${spoken(command)}」）` };
}

function plainHelp(enterprise: string, lead: string, ways: readonly Way[]): Help {
  return {
    enterprise: shorten(enterprise, 60),
    served: true,
    lead,
    steps: [],
    ways: ways.map(({ name, how }) => ({ name, how, button: null, words: '' })),
    note: '',
  };
}

function unserved(enterprise: string, lead: string): Help {
  return { ...plainHelp(enterprise, lead, []), served: false };
}
