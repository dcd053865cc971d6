import type { PushOutcome } from '../../src/sandbox/feishu/transport.ts';
import { FEISHU_APP, type Service } from './service.ts';

/** A click as Feishu would deliver it; what is absent is as a person's client would send it. */
export interface RawClick {
  readonly by: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly value: unknown;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly eventId?: string;
  readonly appId?: string;
  readonly token?: string;
  readonly tenant?: string;
}

let events = 0;

/** Writes the envelope of a click, for clicks no client would make. */
export function clickEnvelope(service: Service, click: RawClick): object {
  events += 1;
  const { feishu, clock } = service;
  const { form, value } = click;
  return {
    schema: '2.0',
    header: {
      event_id: click.eventId ?? `event-${events}`,
      event_type: 'card.action.trigger',
      create_time: `${clock.now().getTime()}000`,
      token: click.token ?? FEISHU_APP.verificationToken,
      app_id: click.appId ?? FEISHU_APP.appId,
      tenant_key: feishu.tenantKey,
    },
    event: {
      operator: { tenant_key: click.tenant ?? feishu.tenantKey, open_id: click.by },
      token: 'c-token',
      action: { tag: 'button', value, ...(form === undefined ? {} : { form_value: form }) },
      host: 'im_message',
      context: { open_message_id: click.messageId, open_chat_id: click.chatId },
    },
  };
}

/** Delivers a click no client would make, and returns the text of the toast; empty when there is none. */
export async function clickRaw(service: Service, click: RawClick): Promise<string> {
  const outcome = await service.feishu.deliverRaw(clickEnvelope(service, click));
  await service.drain();
  return toastOf(outcome);
}

/** The text of the toast an answer carries; empty when there is none. */
export function toastOf(outcome: PushOutcome): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  const { toast } = JSON.parse(outcome.body) as { toast?: { content: string } };
  return toast?.content ?? '';
}
