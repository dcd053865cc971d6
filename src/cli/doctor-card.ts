import { checkChat } from '../actions/check-chat.ts';
import type { Channel, Finding } from '../chat/port.ts';
import { asAppError } from '../errors.ts';
import { SEEN } from '../reads/check-card.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { InTransaction } from '../stores/transactions.ts';
import type { Context } from './context.ts';

/** How often the database is asked what has become of the card, in ms. */
const LOOK_EVERY_MS = 500;

/** A test of one chat, end to end through the running service. */
interface CardTest {
  readonly channel: Channel;
  /** The channel's address of the chat. */
  readonly chat: string;
  /** How long card and click together may take, in ms. */
  readonly waitMs: number;
}

/** Sends a check card through the running service and waits until somebody presses it; a second test takes the same card. */
export async function testCard(
  context: Pick<Context, 'now' | 'sleep' | 'tell'>,
  inTransaction: InTransaction,
  test: CardTest,
): Promise<readonly Finding[]> {
  const card = await promised(inTransaction, test);
  if ('ok' in card) return [card];
  const wasThere = card.state === 'sent';
  const until = context.now().getTime() + test.waitMs;
  const waitFor = async (isDone: (card: SentCard) => boolean): Promise<SentCard | null> => {
    for (;;) {
      const now = await inTransaction((tx) => tx.cards.find(card.id));
      if (now === null || isDone(now)) return now;
      if (context.now().getTime() >= until) return null;
      await context.sleep(LOOK_EVERY_MS);
    }
  };
  context.tell('… 正在等待服务把检查卡片发到会话里');
  const sent = await waitFor(({ state }) => state !== 'pending' && state !== 'introduced');
  const arrival =
    sent === null ? await notSent(inTransaction, card.id) : arrived(test.channel, sent, wasThere);
  if (sent?.state !== 'sent') return [arrival];
  context.tell('… 请在会话里点检查卡片上的「我看到了」，谁点都可以');
  const seen = await waitFor(({ turnedTo, state }) => turnedTo === SEEN || state === 'gone');
  return [arrival, clicked(test.channel, seen)];
}

const CARD = '检查卡片';

async function promised(
  inTransaction: InTransaction,
  { channel: { connection }, chat: address }: CardTest,
): Promise<SentCard | Finding> {
  try {
    return await inTransaction(async (tx) => {
      const chat =
        (await tx.chats.findByAddress(connection, address)) ??
        (await tx.chats.findByChannelId(connection, address));
      if (chat) return checkChat(tx, chat);
      const say = `连接 ${connection} 不认识会话 ${address}：用 chat list 查群，或先在会话里给机器人发一条消息。`;
      return { what: CARD, ok: false, say };
    });
  } catch (error) {
    const failure = asAppError(error);
    if (failure.kind !== 'refused') throw error;
    return { what: CARD, ok: false, say: '没有发送：这个群没有绑定、已失效或有外部人员，见上面对群的检查。' };
  }
}

async function notSent(inTransaction: InTransaction, id: string): Promise<Finding> {
  const jobs = await inTransaction(async (tx) => [
    ...(await tx.outbox.list('waiting', 1000)),
    ...(await tx.outbox.list('dead', 1000)),
  ]);
  const why = jobs.find(({ key }) => key === `card:${id}`)?.lastError ?? '';
  const seen = why === '' ? '没有被服务取走' : `没有发出（${why}）`;
  const say = `在时限内${seen}：请确认服务正在运行、持有这个连接，并查看日志；outbox list --state waiting 列出等待的任务。`;
  return { what: CARD, ok: false, say };
}

function arrived({ can }: Channel, { state }: SentCard, wasThere: boolean): Finding {
  if (state === 'sent') {
    const say = wasThere ? '上次检查留下的卡片还在会话里，没有人点过，没有再发一张。' : '已送达。';
    return { what: CARD, ok: true, say };
  }
  if (state === 'plain' && can.cards === null)
    return { what: CARD, ok: true, say: '已作为文字送达；这个渠道没有卡片，也收不到点击。' };
  const say =
    state === 'plain'
      ? '渠道拒绝了卡片，只发出了文字：请看服务日志里的错误码。'
      : '没有送达：会话已失效，或消息被撤回。';
  return { what: CARD, ok: false, say };
}

function clicked({ product }: Channel, card: SentCard | null): Finding {
  const what = '点击';
  if (card?.turnedTo === SEEN) return { what, ok: true, say: '已收到。' };
  return { what, ok: false, say: `在时限内没有收到。若有人点过：${NO_CLICK[product]}` };
}

const NO_CLICK: Readonly<Record<Channel['product'], string>> = {
  feishu:
    '请检查开发者后台「事件与回调」→「回调配置」的订阅方式和 card.action.trigger，并已发布版本；再看是否有另一个程序用了同一个应用。',
  wecom:
    '请检查是否有另一个程序用了同一个机器人；自建应用请检查「接收消息」→「设置 API 接收」的 URL；再看服务日志。',
};
