import type { OutsideFailure, Reaction } from '../../errors.ts';

/** What one of WeCom's codes means to us: our own name for it, what the relay does, and what the operator does. */
export interface WecomFault extends OutsideFailure {
  readonly code: string;
  readonly advice: string;
}

/** A limit lifts at the next minute. */
const LIMIT_WAIT_MS = 60_000;

const AGAIN = 'nothing: it is tried again by itself';
const REPORT = 'report it as a fault of panhuo, with this code';

const FAULTS = [
  // It may pass by itself.
  ...fault([-1], 'wecom_busy', 'retry', AGAIN),
  ...fault([45009], 'wecom_limit_reached', 'retry', AGAIN, { retryAfterMs: LIMIT_WAIT_MS }),
  ...fault([45033], 'wecom_too_many_at_once', 'retry', AGAIN),
  // Others have seen the message delivered all the same.
  ...fault([6000], 'wecom_version_conflict', 'retry', AGAIN, { ambiguous: true }),
  ...fault([40014, 41001, 42001], 'wecom_token_invalid', 'retry', AGAIN),
  ...fault([846604], 'wecom_answer_too_late', 'retry', AGAIN),
  ...fault([846605], 'wecom_answer_not_taken', 'retry', AGAIN),
  ...fault([846606], 'wecom_answered_already', 'retry', AGAIN),
  ...fault([846608], 'wecom_stream_too_old', 'retry', AGAIN),
  ...fault([846609], 'wecom_not_subscribed', 'retry', AGAIN),
  ...fault([846610, 846611, 846612, 846613, 846616], 'wecom_upload_broken', 'retry', AGAIN),

  // The right to speak or to edit is missing, used up, or gone.
  ...fault(
    [846607],
    'wecom_not_addressed',
    'not-addressed',
    'somebody in this chat writes to the bot once: with an @ in a group, or privately',
    // The same code says that too much was sent; that passes by itself.
    { retryAfterMs: 2 * LIMIT_WAIT_MS },
  ),
  ...fault([60140], 'wecom_ticket_spent', 'ticket-spent', 'nothing: the next ticket is taken'),
  ...fault(
    [93001, 93006, 93008],
    'wecom_chat_lost',
    'chat-lost',
    'add the bot to the group again and write to it there once; the group may also have been dissolved',
  ),
  ...fault(
    [93000, 93004],
    'wecom_webhook_lost',
    'chat-lost',
    'the webhook was removed or disabled: make a new one in the group and a connection for it',
  ),
  ...fault(
    [40003, 46004, 60111, 81013],
    'wecom_person_lost',
    'chat-lost',
    'the person has left, or is outside the visible range of the app: extend it, or remove the member',
  ),

  // What was to be shown; people get the plain text of a refused card.
  ...fault(
    [42014, 846625],
    'wecom_task_id_refused',
    'content-refused',
    'look whether the card was sent before',
  ),
  ...fault(
    [41016, ...span(42015, 42020), ...span(42027, 42051)],
    'wecom_card_refused',
    'content-refused',
    REPORT,
  ),
  ...fault([40008, 40058, 40063, 44004], 'wecom_content_refused', 'content-refused', REPORT),
  ...fault([45002], 'wecom_content_too_long', 'content-refused', REPORT),
  ...fault([846697], 'wecom_file_refused', 'content-refused', 'send another type of file'),

  // Somebody mends the settings or the console; no repetition does.
  ...fault(
    [40001, 40013],
    'wecom_credentials_wrong',
    'give-up',
    'copy the corp id and the secret of the app from the console again, and restart the service',
  ),
  ...fault(
    [40056, 301002],
    'wecom_agent_wrong',
    'give-up',
    'the agent id and the secret belong to different apps: copy both from the page of one',
  ),
  ...fault(
    [853000],
    'wecom_bot_credentials_wrong',
    'give-up',
    'copy the bot id and the secret of the long connection from the console again, and restart the service',
  ),
  ...fault(
    [846601],
    'wecom_long_connection_off',
    'give-up',
    'switch the bot to API mode with the long connection in the console',
  ),
  ...fault(
    [60020],
    'wecom_ip_not_trusted',
    'give-up',
    'add the address of this server to the trusted IPs of the app; it counts after a minute',
  ),
  ...fault(
    [43012],
    'wecom_callback_missing',
    'give-up',
    'set the URL that receives messages in the console of the app: cards with buttons need it',
  ),
  ...fault(
    [48002, 60011],
    'wecom_not_permitted',
    'give-up',
    'extend the visible range of the app, and grant it the permission in the console',
  ),
  ...fault(
    [48006, 50003],
    'wecom_app_off',
    'give-up',
    'switch the app on again in the console; WeCom switches off what nobody uses',
  ),
  ...fault([82001, 93050], 'wecom_call_wrong', 'give-up', REPORT),
];

const FAULT_OF: ReadonlyMap<number, WecomFault> = new Map(FAULTS);

const UNFORESEEN: WecomFault = {
  code: 'wecom_call_failed',
  reaction: 'give-up',
  advice: 'look the code up in the global error codes of WeCom',
};

/** Says what a code of WeCom means; one that nobody foresaw is given up on. */
export function faultOf(errcode: number): WecomFault {
  return FAULT_OF.get(errcode) ?? UNFORESEEN;
}

function fault(
  codes: readonly number[],
  code: string,
  reaction: Reaction,
  advice: string,
  more: Omit<OutsideFailure, 'reaction'> = {},
): (readonly [number, WecomFault])[] {
  return codes.map((errcode) => [errcode, { code, reaction, advice, ...more }]);
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
