import { DEMAND_FORM, INTENT_FORM } from './cooperation-steps.ts';
import { patentNo, push, register, type Society } from './society.ts';
import { type OwnChat, ownChat } from './wecom-own-chat.ts';
import {
  foundWecomSociety,
  startWecomService,
  type WecomService,
  type WecomServiceOptions,
} from './wecom-service.ts';

/** By which of WeCom's ways the admins of a story get their cards. */
export const WAYS = ['bot', 'app'] as const;

/** A story in WeCom as it begins: people, a group, and an admin at his own chat. */
export interface WecomStage {
  readonly service: WecomService;
  readonly society: Society;
  readonly own: OwnChat;
}

/** The words with which an admin answers the form of an intent. */
export const INTENT_WORDS = [
  `合作方式：${INTENT_FORM.modes}`,
  `需求描述：${INTENT_FORM.need}`,
  `联系人：${INTENT_FORM.contact}`,
  `联系电话：${INTENT_FORM.phone}`,
].join('\n');

/** The words with which he answers that of a demand; nothing in them has to be warned of. */
export const DEMAND_WORDS = [
  `需求名称：${DEMAND_FORM.title}`,
  `技术领域：${DEMAND_FORM.field}`,
  `需求描述：${DEMAND_FORM.need}`,
].join('\n');

/** Starts a service with an enterprise in WeCom and opens the chat of its first admin. */
export async function wecomStage(
  whom: (typeof WAYS)[number],
  options: WecomServiceOptions & { readonly admins?: number } = {},
): Promise<WecomStage> {
  const { admins = 1, ...rest } = options;
  const service = await startWecomService({ ...rest, app: whom === 'app' });
  const society = await foundWecomSociety(service, { adminsOn: whom, admins });
  return { service, society, own: ownChat(service, society.admins[0], whom) };
}

/** The platform pushes a patent, and one expert rates it in the group. */
export async function rateFirst({ service, society }: WecomStage): Promise<void> {
  await register(service, society, patentNo(1));
  await push(service, society);
  await service.press({ by: society.experts[0], chatId: society.group, button: '★★★★☆ 4 星' });
}

/** The admin accepts the rating and confirms the enterprise's own evaluation, all in his chat. */
export async function evaluate({ own }: WecomStage, words = '5星 与我司产线匹配，愿意洽谈。'): Promise<void> {
  await own.press('通过');
  await own.press('填写企业评价');
  await own.press('填写评价');
  await own.say(words);
  await own.press('确认提交');
}

/** From the evaluation's card he opens an intent, answers its form in words and confirms the text. */
export async function sendIntent({ own }: WecomStage): Promise<string> {
  await own.press('我有合作意向');
  await own.press('填写内容');
  await own.say(INTENT_WORDS);
  return own.press('确认发送');
}

/** He asks for the form of a demand in words, answers it and confirms the text. */
export async function publishDemand({ own }: WecomStage): Promise<string> {
  await own.say('发布需求');
  await own.press('填写内容');
  await own.say(DEMAND_WORDS);
  return own.press('确认公开发布');
}
