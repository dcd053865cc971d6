import { isNode } from './card-node.ts';
import { type FeishuWorld, instant, makeId, type Person } from './world.ts';

/** What is pushed to the app: schema 2.0, a header with the delivery's id, and the event itself. */
export interface Envelope {
  readonly schema: '2.0';
  readonly header: {
    readonly event_id: string;
    readonly event_type: string;
    readonly create_time: string;
    readonly token: string;
    readonly app_id: string;
    readonly tenant_key: string;
  };
  readonly event: object;
}

/** The type of the one callback the stand-in sends: somebody pressed a button of a card. */
export const CARD_ACTION = 'card.action.trigger';

/** Wraps an event or callback; events carry ms in `create_time`, callbacks µs. */
export function makeEnvelope(world: FeishuWorld, type: string, event: object): Envelope {
  const ms = String(instant(world));
  return {
    schema: '2.0',
    header: {
      event_id: makeId(world, ''),
      event_type: type,
      create_time: type === CARD_ACTION ? `${ms}000` : ms,
      token: world.options.verificationToken ?? '',
      app_id: world.options.appId,
      tenant_key: world.tenantKey,
    },
    event,
  };
}

/** Tells whether an envelope of any shape is a click. */
export function isClick(envelope: object): boolean {
  const header = 'header' in envelope ? envelope.header : null;
  return isNode(header) && header['event_type'] === CARD_ACTION;
}

/** Writes the three ids of a person; `user_id` is null because the app lacks the scope for it. */
export function idsOf(person: Person): object {
  return { union_id: person.unionId, user_id: null, open_id: person.openId };
}
