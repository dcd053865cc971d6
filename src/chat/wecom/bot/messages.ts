import { z } from 'zod';
import { AppError } from '../../../errors.ts';
import type { Address, Message, Sent } from '../../port.ts';
import { markdownOf } from './markdown.ts';
import type { Session } from './session.ts';

const SINGLE = 1;
const GROUP = 2;
/** The codes for a card whose id was taken before: our ids are never used for two cards, so it has arrived. */
const SENT_BEFORE: readonly unknown[] = [42014, 846625];

const Card = z.looseObject({ task_id: z.string().min(1) });

/** What is sent, and the req_id it goes under. */
export interface Sending {
  readonly to: Address;
  readonly message: Message;
  readonly key: string;
  readonly reqId: string;
}

/**
 * Sends a message. WeCom names none of a bot's messages: a card is known by its own id, everything else by `key`. A
 * private chat is known by whom it is with.
 */
export async function sendMessage(session: Session, sending: Sending): Promise<Sent> {
  const { to, message, key } = sending;
  const send = (body: object) =>
    session.call('aibot_send_msg', sending.reqId, {
      chatid: to.id,
      chat_type: to.kind === 'group' ? GROUP : SINGLE,
      ...body,
    });
  switch (message.kind) {
    case 'card': {
      const card = Card.parse(JSON.parse(message.json));
      await onceSent(send({ msgtype: 'template_card', template_card: card }));
      return { messageId: card.task_id, chatId: to.id };
    }
    case 'text': {
      const content = markdownOf(message.text, message.title);
      await send({ msgtype: 'markdown', markdown: { content } });
      return { messageId: key, chatId: to.id };
    }
    case 'file': {
      const media_id = await session.upload(message.name, message.bytes);
      await send({ msgtype: 'file', file: { media_id } });
      return { messageId: key, chatId: to.id };
    }
  }
}

async function onceSent(sent: Promise<void>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    const code = error instanceof AppError ? error.facts['wecomCode'] : undefined;
    if (!SENT_BEFORE.includes(code)) throw error;
  }
}
