import { type AppError, type OutsideFailure, outsideError } from '../../errors.ts';

/** What one of WeCom's codes means to us: our own name for it, what the relay does, and what the operator does. */
export interface WecomFault extends OutsideFailure {
  readonly code: string;
  readonly advice: string;
}

/** A limit lifts at the next minute. */
const LIMIT_WAIT_MS = 60_000;

const AGAIN = 'nothing: it is tried again by itself';
const OUR_CARD = 'report it: a card breaks a rule of WeCom; its plain text goes out instead';

const FAULTS: readonly (readonly [readonly number[], WecomFault])[] = [
  // It may pass by itself.
  [[-1], { code: 'wecom_busy', reaction: 'retry', advice: AGAIN }],
  [[45009], { code: 'wecom_limit_reached', reaction: 'retry', retryAfterMs: LIMIT_WAIT_MS, advice: AGAIN }],
  [[45033], { code: 'wecom_too_many_at_once', reaction: 'retry', advice: AGAIN }],
  // Others have seen the message delivered all the same.
  [[6000], { code: 'wecom_version_conflict', reaction: 'retry', ambiguous: true, advice: AGAIN }],
  [[40014, 42001, 41001], { code: 'wecom_token_invalid', reaction: 'retry', advice: AGAIN }],
  [[846604], { code: 'wecom_answer_too_late', reaction: 'retry', advice: AGAIN }],
  [[846605], { code: 'wecom_answer_not_taken', reaction: 'retry', advice: AGAIN }],
  [[846606], { code: 'wecom_answered_already', reaction: 'retry', advice: AGAIN }],
  [[846608], { code: 'wecom_stream_too_old', reaction: 'retry', advice: AGAIN }],
  [[846609], { code: 'wecom_not_subscribed', reaction: 'retry', advice: AGAIN }],
  [
    [846610, 846611, 846612, 846613, 846616],
    { code: 'wecom_upload_broken', reaction: 'retry', advice: AGAIN },
  ],

  // The right to speak there is missing, used up, or gone.
  [
    [846607],
    {
      code: 'wecom_not_addressed',
      reaction: 'not-addressed',
      advice: 'somebody in this chat writes to the bot once: @ it in a group, or write to it privately',
    },
  ],
  [
    [60140],
    { code: 'wecom_ticket_spent', reaction: 'ticket-spent', advice: 'nothing: the next ticket is taken' },
  ],
  [
    [93001, 93006, 93008],
    {
      code: 'wecom_chat_lost',
      reaction: 'chat-lost',
      advice: 'add the bot to the group again and @ it once; the group may also have been dissolved',
    },
  ],
  [
    [93000, 93004],
    {
      code: 'wecom_webhook_lost',
      reaction: 'chat-lost',
      advice: 'the webhook was removed or disabled: make a new one in the group and add its connection',
    },
  ],
  [
    [40003, 46004, 60111, 81013],
    {
      code: 'wecom_person_lost',
      reaction: 'chat-lost',
      advice:
        'the person has left or is outside the visible range of the app: extend it, or remove the member',
    },
  ],

  // What was to be shown.
  [
    [42014, 846625],
    {
      code: 'wecom_task_id_refused',
      reaction: 'content-refused',
      advice: 'see whether the card is in the chat',
    },
  ],
  [
    [41016, ...span(42015, 42020), ...span(42027, 42051)],
    { code: 'wecom_card_refused', reaction: 'content-refused', advice: OUR_CARD },
  ],
  [
    [40008, 40058, 40063, 44004],
    {
      code: 'wecom_content_refused',
      reaction: 'content-refused',
      advice: 'report it: a message breaks a rule',
    },
  ],
  [
    [45002],
    {
      code: 'wecom_content_too_long',
      reaction: 'content-refused',
      advice: 'report it: a message is too long',
    },
  ],
  [
    [846697],
    { code: 'wecom_file_refused', reaction: 'content-refused', advice: 'send another type of file' },
  ],

  // Somebody mends the settings or the console; no repetition does.
  [
    [40001, 40013],
    {
      code: 'wecom_credentials_wrong',
      reaction: 'give-up',
      advice: 'copy the corp id and the secret of the app from the console again, then restart the service',
    },
  ],
  [
    [40056, 301002],
    {
      code: 'wecom_agent_wrong',
      reaction: 'give-up',
      advice: 'the agent id and the secret belong to different apps: copy both from the same page',
    },
  ],
  [
    [853000],
    {
      code: 'wecom_bot_credentials_wrong',
      reaction: 'give-up',
      advice: 'copy the bot id and the secret of the long connection from the console again, then restart',
    },
  ],
  [
    [846601],
    {
      code: 'wecom_long_connection_off',
      reaction: 'give-up',
      advice: 'switch the bot to API mode with the long connection in the console',
    },
  ],
  [
    [60020],
    {
      code: 'wecom_ip_not_trusted',
      reaction: 'give-up',
      advice: 'add the address of this server to the trusted IPs of the app; it counts after a minute',
    },
  ],
  [
    [43012],
    {
      code: 'wecom_callback_missing',
      reaction: 'give-up',
      advice: 'set the URL that receives messages in the console of the app: cards with buttons need it',
    },
  ],
  [
    [48002, 60011],
    {
      code: 'wecom_not_permitted',
      reaction: 'give-up',
      advice: 'extend the visible range of the app, and grant it the permission in the console',
    },
  ],
  [
    [48006, 50003],
    {
      code: 'wecom_app_off',
      reaction: 'give-up',
      advice: 'switch the app on again in the console; WeCom switches off what nobody uses',
    },
  ],
  [
    [82001, 93050],
    { code: 'wecom_call_wrong', reaction: 'give-up', advice: 'report it: the call was wrong' },
  ],
];

const UNKNOWN: WecomFault = {
  code: 'wecom_call_failed',
  reaction: 'give-up',
  advice: 'look the code up on the page of global error codes of WeCom',
};

const FAULT_OF: ReadonlyMap<number, WecomFault> = new Map(
  FAULTS.flatMap(([codes, fault]) => codes.map((code) => [code, fault] as const)),
);

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Says what a code of WeCom means; one that nobody foresaw is given up on. */
export function faultOf(errcode: number): WecomFault {
  return FAULT_OF.get(errcode) ?? UNKNOWN;
}

/**
 * Turns a refusal of WeCom into an outside error. `call` is our own word for what was asked; the words of WeCom stay
 * out, because they differ from answer to answer and may repeat what was sent.
 */
export function wecomError(errcode: number, call: string): AppError {
  const { code, advice, ...outside } = faultOf(errcode);
  const facts = { wecomCode: errcode, call, advice };
  return outsideError(code, 'WeCom did not do what was asked', outside, { facts });
}
