import { newestCard } from './chat-cards.ts';
import type { Service } from './service.ts';
import { pressOwn } from './society.ts';

/** What the admin of a test writes into the form of an intent. */
export const INTENT_FORM = {
  modes: '普通许可',
  need: '希望先做 200 kg 级中试。',
  contact: '管理员一',
  phone: '010-00000000',
};

/** What he writes into the form of a demand; nothing in it has to be warned of. */
export const DEMAND_FORM = { title: '电解质膜量产工艺', field: '动力电池', need: '卷对卷制备的复合膜。' };

/** Opens the intent of a patent from its card in the group, fills it in and confirms the text; returns the last toast. */
export async function sendIntent(service: Service, card: string, admin: string): Promise<string> {
  await service.feishu.press({ by: admin, messageId: card, button: 'intent' });
  await service.drain();
  await pressOwn(service, admin, 'draft', INTENT_FORM);
  return pressOwn(service, admin, 'confirm');
}

/** Asks for the form of a demand in words, fills it in and confirms the text; returns the last toast. */
export async function publishDemand(service: Service, admin: string): Promise<string> {
  await say(service, admin, '发布需求');
  await pressOwn(service, admin, 'draft', DEMAND_FORM);
  return pressOwn(service, admin, 'confirm');
}

/** Writes to the bot in the private chat and lets everything follow. */
export async function say(service: Service, by: string, text: string): Promise<void> {
  await service.feishu.say({ by, chatId: service.feishu.privateChat(by), text });
  await service.drain();
}

/** The newest card in somebody's private chat, as one text. */
export function ownCard(service: Service, by: string): string {
  return newestCard(service.feishu, service.feishu.privateChat(by)).plain.join('\n');
}
