/** The requests of the app that can be made to fail, by what they do. */
export type ApiName =
  | 'token'
  | 'endpoint'
  | 'send'
  | 'reply'
  | 'update'
  | 'read'
  | 'recall'
  | 'chat'
  | 'chats'
  | 'members'
  | 'file'
  | 'resource'
  | 'contact'
  | 'bot'
  | 'scopes';

/** What is answered instead of doing what was asked: an HTTP status and one of the platform's codes. */
export interface Failure {
  readonly status: number;
  readonly code: number;
  readonly msg?: string;
  /** How many requests fail; 1 by default. */
  readonly times?: number;
}

/** One thing that goes wrong with one request. */
export type Fault =
  | { readonly kind: 'fail'; readonly status: number; readonly code: number; readonly msg: string }
  | { readonly kind: 'html' | 'drop' | 'drop-answer' | 'hang' }
  | { readonly kind: 'slow'; readonly ms: number };

/** What is to go wrong. */
export interface FaultPlan {
  readonly next: Map<ApiName, Fault[]>;
  /** How often each event and callback is delivered. */
  deliveries: number;
  /** True when clicks travel in frames of type `card`. */
  cardFrames: boolean;
  /** What a send with a known uuid gets: the first message again, or code 230049. */
  duplicateUuid: 'same' | '230049';
  /** How many of the coming events are held back, to be delivered in reverse when that many have come. */
  reorder: number;
}

/** Makes the plan of a world in which nothing goes wrong. */
export function createFaultPlan(): FaultPlan {
  return { next: new Map(), deliveries: 1, cardFrames: false, duplicateUuid: 'same', reorder: 0 };
}

/** Puts a fault behind those that wait for the same API already. */
export function planFault(plan: FaultPlan, api: ApiName, fault: Fault): void {
  plan.next.set(api, [...(plan.next.get(api) ?? []), fault]);
}

/** Takes the fault that the next request of an API meets; undefined when all is well. */
export function takeFault(plan: FaultPlan, api: ApiName): Fault | undefined {
  const [first, ...rest] = plan.next.get(api) ?? [];
  plan.next.set(api, rest);
  return first;
}
