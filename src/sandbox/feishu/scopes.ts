import type { ApiName } from './faults.ts';
import { refuse } from './refusals.ts';
import type { FeishuWorld } from './world.ts';

/** The scopes of a usual bot; an app of the stand-in has them all, but for those its options take away. */
const USUAL = [
  'contact:contact.base:readonly',
  'contact:user.id:readonly',
  'im:chat.access_event.bot_p2p_chat:read',
  'im:chat.members:bot_access',
  'im:chat:readonly',
  'im:message.group_at_msg:readonly',
  'im:message.p2p_msg:readonly',
  'im:message:readonly',
  'im:message:send_as_bot',
  'im:message:update',
  'im:resource:upload',
] as const;

/** The scope that lets the app use an API; what is not listed needs none. */
const NEEDED: Partial<Readonly<Record<ApiName, (typeof USUAL)[number]>>> = {
  send: 'im:message:send_as_bot',
  reply: 'im:message:send_as_bot',
  update: 'im:message:update',
  chat: 'im:chat:readonly',
  chats: 'im:chat:readonly',
  members: 'im:chat:readonly',
  contact: 'contact:user.id:readonly',
  file: 'im:resource:upload',
  resource: 'im:message:readonly',
};

/** Refuses a call for which the app has no scope, with 99991672. */
export function checkScope({ options }: FeishuWorld, api: ApiName): void {
  const scope = NEEDED[api];
  if (scope !== undefined && options.ungranted?.includes(scope)) refuse(99991672, { detail: `[${scope}]` });
}

/** Lists the scopes the app asks its organisation for: 1 for one that is granted, 2 for one that is not. */
export function listScopes({ options }: FeishuWorld): object {
  const scopes = USUAL.map((scope_name) => ({
    scope_name,
    scope_type: 'tenant',
    grant_status: options.ungranted?.includes(scope_name) ? 2 : 1,
  }));
  return { scopes };
}
