import type { Logger } from 'pino';
import { asAppError } from '../../../errors.ts';
import type { Delivery, DeliveryHandler } from '../../port.ts';
import { type BotFrame, readFrame } from './frames.ts';
import type { Session } from './session.ts';
import { isFromGroup, type Translator, translate } from './translate.ts';

/**
 * Makes what hears the frames of a bot: each is translated and handled, and the card that answers it goes back over the
 * same connection. It never throws: what cannot be read or handled is logged, for WeCom repeats neither.
 */
export function frameHearer(
  who: Translator,
  handle: DeliveryHandler,
  log: Logger,
): (raw: unknown, session: Session) => Promise<void> {
  return async (raw, session) => {
    const heard = readable(raw, who, log);
    if (heard === null) return;
    const { deliveryId } = heard.delivery;
    const cardJson = await handled(heard.delivery, handle, log);
    if (cardJson === null) return;
    try {
      await answer(session, heard, JSON.parse(cardJson));
    } catch (error) {
      log.warn({ err: asAppError(error), deliveryId }, 'the answer to a WeCom delivery did not arrive');
    }
  };
}

interface Heard {
  readonly frame: BotFrame;
  readonly delivery: Delivery;
}

function readable(raw: unknown, who: Translator, log: Logger): Heard | null {
  try {
    const frame = readFrame(raw);
    return { frame, delivery: translate(frame, who) };
  } catch (error) {
    const { code, facts } = asAppError(error);
    log.warn({ code, facts }, 'a WeCom delivery could not be read');
    return null;
  }
}

async function handled(delivery: Delivery, handle: DeliveryHandler, log: Logger): Promise<string | null> {
  try {
    return (await handle(delivery)).cardJson;
  } catch (error) {
    log.error({ err: error, deliveryId: delivery.deliveryId }, 'handling a WeCom delivery failed');
    return null;
  }
}

async function answer(session: Session, { frame, delivery }: Heard, card: unknown): Promise<void> {
  const { req_id } = frame.headers;
  if (delivery.kind === 'opened')
    return session.call('aibot_respond_welcome_msg', req_id, {
      msgtype: 'template_card',
      template_card: card,
    });
  // The answer is the card as this one person sees it: without naming him, a group's whole card would change.
  if (delivery.kind === 'click')
    return session.call('aibot_respond_update_msg', req_id, {
      response_type: 'update_template_card',
      ...(isFromGroup(frame) ? { userids: [delivery.person.userId] } : {}),
      template_card: card,
    });
}
