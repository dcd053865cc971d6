import type { Address, Click, Sent } from '../../../src/chat/port.ts';
import { AppError } from '../../../src/errors.ts';
import type { ChannelBench } from './bench.ts';
import { feishuBench } from './feishu.ts';
import { wecomAppBench, wecomBotBench } from './wecom.ts';

/** Every channel that hears, with its bench. */
export const CHANNELS = [
  ['feishu', feishuBench],
  ['wecom-bot', wecomBotBench],
  ['wecom-app', wecomAppBench],
] as const;

/** The id of a card as the service makes them; WeCom takes it for its own. */
export const ID = '01a20686-7626-77d1-80ab-80da69809aeb';

/** Sends the card to the expert, or elsewhere. */
export function sendCard({ channel, expert, card }: ChannelBench, to?: Address): Promise<Sent> {
  const json = card(ID, '一种电池隔膜');
  return channel.send(to ?? { kind: 'person', id: expert }, { kind: 'card', json }, ID);
}

/** The error a call fails with; it must fail, and with one of ours. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error(`no failure of ours came, but ${String(outcome)}`);
}

/** The last click that was heard. */
export function lastClick({ delivered }: ChannelBench): Click | undefined {
  return delivered.findLast((each): each is Click => each.kind === 'click');
}

/** Lets the service answer clicks with a card where answers are cards. */
export function answerCards({ channel, answer, card }: ChannelBench, words = '已记录'): void {
  answer({ notice: null, cardJson: channel.can.answersWithCard ? card(ID, words) : null });
}
