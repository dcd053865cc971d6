import type { Logger } from 'pino';
import { asAppError } from '../../errors.ts';
import type { Answer, Delivery, DeliveryHandler } from '../port.ts';
import type { EnvelopeHandler } from './connection.ts';
import { parseEnvelope } from './envelope.ts';
import type { Translator } from './translate.ts';
import { translate } from './translate.ts';

/** What a person sees when handling his click failed on our side. */
const FAILED: Answer = { notice: { tone: 'error', text: '处理失败，请稍后再试。' }, cardJson: null };

/** Makes the object Feishu gets back: a toast for a click with a notice, otherwise empty, which changes nothing. */
export function answerObject(delivery: Delivery, { notice }: Answer): object {
  if (delivery.kind !== 'click' || notice === null) return {};
  return { toast: { type: notice.tone, content: notice.text } };
}

/**
 * Builds what the long connection calls for every delivery. A click always gets an answer, for Feishu never repeats
 * it; any other failure is thrown on, so that Feishu gets no acknowledgement and delivers the event again.
 */
export function envelopeHandler(who: Translator, handle: DeliveryHandler, log: Logger): EnvelopeHandler {
  return async (raw) => {
    const delivery = readable(raw, who, log);
    if (delivery === null) return {};
    try {
      return answerObject(delivery, await handle(delivery));
    } catch (error) {
      log.error({ err: error, deliveryId: delivery.deliveryId }, 'handling a Feishu delivery failed');
      if (delivery.kind !== 'click') throw error;
      return answerObject(delivery, FAILED);
    }
  };
}

// What cannot be read today cannot be read on the fourth delivery either: it is acknowledged and logged.
function readable(raw: unknown, who: Translator, log: Logger): Delivery | null {
  try {
    return translate(parseEnvelope(raw), who);
  } catch (error) {
    const { code, facts } = asAppError(error);
    log.warn({ code, facts }, 'a Feishu delivery could not be read');
    return null;
  }
}
