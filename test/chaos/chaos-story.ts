import { isNode, listOf } from '../../src/sandbox/feishu/card-node.ts';
import { placedIn } from '../../src/sandbox/feishu/card-tree.ts';
import { cardsIn, type ShownCard } from '../support/chat-cards.ts';
import { DEMAND_FORM, INTENT_FORM } from '../support/cooperation-steps.ts';
import type { ChaosFirm, ChaosWorld } from './chaos-world.ts';

/** One patent's way from the push to the university, as its people see and press it. */
export interface ChaosStory {
  readonly world: ChaosWorld;
  readonly firm: ChaosFirm;
  readonly title: string;
  /** Which of the endings it has. */
  readonly ending: 'sent' | 'withdrawn';
}

const EVALUATION = { stars: '4', opinion: '可在本企业中试线验证' };

/**
 * Does what whoever looks at the cards would do next; true once there is nothing left to do. It remembers nothing: a
 * press that a dying service has swallowed is made again, and one that took effect after all is never made twice.
 */
export async function goOn(story: ChaosStory): Promise<boolean> {
  const { firm } = story;
  const group = cardIn(story, firm.group, '');
  if (!group) return false;
  const own = (heading: string) => cardIn(story, story.world.feishu.privateChat(firm.admin), heading);
  if (says(group, '还没有专家评价'))
    return press(story, firm.expert, group, 'stars_4', { opinion: '工艺成熟' });
  const review = own('专家评价审核');
  if (has(review, 'accepted_0')) return press(story, firm.admin, review, 'accepted_0');
  const evaluation = own('企业评价') ?? own('请核对企业评价');
  if (!evaluation) return has(review, 'evaluate') ? press(story, firm.admin, review, 'evaluate') : false;
  if (has(evaluation, 'draft')) return press(story, firm.admin, evaluation, 'draft', EVALUATION);
  if (has(evaluation, 'submit')) return press(story, firm.admin, evaluation, 'submit');
  if (!says(evaluation, '平台已接收')) return false;
  const intent = own('合作意向');
  if (!intent) return press(story, firm.admin, evaluation, 'intent');
  return finish(story, intent);
}

async function finish(story: ChaosStory, intent: ShownCard): Promise<boolean> {
  const { admin } = story.firm;
  if (has(intent, 'draft'))
    return press(story, admin, intent, 'draft', { ...INTENT_FORM, modes: firstMode(intent) });
  if (has(intent, 'confirm')) return press(story, admin, intent, 'confirm');
  if (says(intent, '平台已获知')) return true;
  if (!says(intent, '平台已接收')) return false;
  if (story.ending === 'sent') return true;
  return has(intent, 'withdraw') ? press(story, admin, intent, 'withdraw') : false;
}

/** Says how far a story has come: its cards by heading, each with its buttons. */
export function describe({ world, firm, title }: ChaosStory): string {
  const chats = [firm.group, world.feishu.privateChat(firm.admin)];
  const cards = chats.flatMap((chat) => cardsIn(world.feishu, chat));
  const own = cards.filter(({ card }) => JSON.stringify(card).includes(title));
  return `${title}: ${own.map((card) => `${card.title} [${card.buttons.join(' ')}]`).join(', ')}`;
}

/** The demand of one enterprise, told in the same way; true once it is on the platform. */
export async function publishOn(world: ChaosWorld, { admin }: ChaosFirm): Promise<boolean> {
  const chatId = world.feishu.privateChat(admin);
  const demand = cardsIn(world.feishu, chatId).findLast(({ title }) => title === '公开需求');
  const story = { world, title: '' } as const;
  if (!demand) {
    await world.feishu.say({ by: admin, chatId, text: '发布需求' }).catch(() => {});
    return false;
  }
  if (has(demand, 'draft')) return press(story, admin, demand, 'draft', DEMAND_FORM);
  if (has(demand, 'confirm')) return press(story, admin, demand, 'confirm');
  return says(demand, '平台已接收');
}

/** The card about the story's patent in a chat, of a heading or of any; undefined while there is none. */
function cardIn({ world, title }: ChaosStory, chatId: string, heading: string): ShownCard | undefined {
  return cardsIn(world.feishu, chatId).findLast(
    (card) => (heading === '' || card.title === heading) && JSON.stringify(card.card).includes(title),
  );
}

/** The first way of cooperation that the patent's owner accepts. */
function firstMode({ card }: ShownCard): string {
  const field = placedIn(card).find(({ node }) => node['name'] === 'modes')?.node;
  const [option] = listOf(field?.['options']);
  return isNode(option) ? String(option['value']) : '';
}

function has(card: ShownCard | undefined, button: string): card is ShownCard {
  return card?.buttons.includes(button) === true;
}

function says({ plain }: ShownCard, words: string): boolean {
  return plain.some((text) => text.includes(words));
}

/** Presses a button as it is on screen; a card that has changed meanwhile is looked at again next time. */
async function press(
  { world }: Pick<ChaosStory, 'world'>,
  by: string,
  { messageId }: ShownCard,
  button: string,
  form: Readonly<Record<string, string>> = {},
): Promise<false> {
  await world.feishu.press({ by, messageId, button, form }).catch(() => {});
  return false;
}
