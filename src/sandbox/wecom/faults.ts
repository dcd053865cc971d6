/** The requests of the app and the webhooks, by their path behind `/cgi-bin/`. */
export type HttpApi =
  | 'gettoken'
  | 'getcallbackip'
  | 'agent/get'
  | 'message/send'
  | 'message/update_template_card'
  | 'message/recall'
  | 'media/upload'
  | 'media/get'
  | 'download'
  | 'webhook/send'
  | 'webhook/upload_media'
  | 'user/get'
  | 'user/getuserid'
  | 'user/get_userid_by_email'
  | 'user/simplelist'
  | 'batch/openuserid_to_userid';

/** The requests of the bot, by the `cmd` of their frame. */
export type BotCommand =
  | 'aibot_subscribe'
  | 'ping'
  | 'aibot_send_msg'
  | 'aibot_respond_msg'
  | 'aibot_respond_welcome_msg'
  | 'aibot_respond_update_msg'
  | 'aibot_upload_media_init'
  | 'aibot_upload_media_chunk'
  | 'aibot_upload_media_finish';

/** A request that can be made to fail. */
export type ApiName = HttpApi | BotCommand;

/** One thing that goes wrong with one request. */
export type Fault =
  | { readonly kind: 'fail'; readonly errcode: number }
  | { readonly kind: 'drop' | 'lose-ack' }
  | { readonly kind: 'slow'; readonly ms: number };

/** What is to go wrong. */
export interface FaultPlan {
  readonly next: Map<string, Fault[]>;
  /** How often each callback is delivered. */
  deliveries: number;
  /** How long each callback waits before it leaves, in ms. */
  delayMs: number;
  /** The addresses the app may call from; null when any may. */
  trustedIps: readonly string[] | null;
  /** False while the bot is not switched to the long connection. */
  longConnection: boolean;
}

/** Makes the plan of a world in which nothing goes wrong. */
export function createFaultPlan(): FaultPlan {
  return { next: new Map(), deliveries: 1, delayMs: 0, trustedIps: null, longConnection: true };
}

/** Puts a fault behind those that wait for the same request already. */
export function planFault(plan: FaultPlan, api: ApiName, fault: Fault): void {
  plan.next.set(api, [...(plan.next.get(api) ?? []), fault]);
}

/** Takes the fault that the next request meets; undefined when all is well. */
export function takeFault(plan: FaultPlan, api: string): Fault | undefined {
  const [first, ...rest] = plan.next.get(api) ?? [];
  plan.next.set(api, rest);
  return first;
}
