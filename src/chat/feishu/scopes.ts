/** The scopes panhuo needs; of each line any one will do, and the first is the narrowest. */
export const NEEDED_SCOPES: readonly (readonly [string, ...string[]])[] = [
  ['im:message:send_as_bot', 'im:message', 'im:message:send'],
  ['im:message:update', 'im:message'],
  ['im:message.p2p_msg:readonly', 'im:message.p2p_msg'],
  ['im:message:readonly', 'im:message'],
  ['im:message.group_at_msg:readonly', 'im:message.group_at_msg', 'im:message.group_msg'],
  ['im:chat:readonly', 'im:chat', 'im:chat:read'],
  ['im:chat.members:bot_access', 'im:chat', 'im:chat:readonly'],
  ['im:chat.access_event.bot_p2p_chat:read'],
  ['contact:user.id:readonly'],
  ['contact:contact.base:readonly'],
];

/** Names the scopes that are needed and were not granted, each by the narrowest that would do. */
export function missingScopes(granted: readonly string[]): string[] {
  return NEEDED_SCOPES.filter((any) => !any.some((scope) => granted.includes(scope))).map(([scope]) => scope);
}
