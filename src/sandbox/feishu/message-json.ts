import { isNode, listOf } from './card-node.ts';
import { placedIn } from './card-tree.ts';
import { cardOf } from './content.ts';
import type { FeishuWorld, Mention, StoredMessage } from './world.ts';

/** Writes a message as the API returns it; times are strings of ms. */
export function messageJson(world: FeishuWorld, message: StoredMessage, content = message.content): object {
  return {
    message_id: message.messageId,
    ...linksOf(message),
    msg_type: message.msgType,
    create_time: ms(message.sentAt),
    update_time: ms(message.editedAt ?? message.sentAt),
    deleted: message.recalled,
    updated: message.edits > 0,
    chat_id: message.chatId,
    sender: senderJson(world, message),
    body: { content },
    ...(message.mentions.length > 0 ? { mentions: message.mentions.map(mentionJson) } : {}),
  };
}

/** Writes the ids of the messages a message answers; nothing when it answers none. */
export function linksOf({ rootId, parentId }: StoredMessage): { root_id?: string; parent_id?: string } {
  return {
    ...(rootId === null ? {} : { root_id: rootId }),
    ...(parentId === null ? {} : { parent_id: parentId }),
  };
}

/** Reads a card back the way the API shows it: a title and lines of text, no longer the card that was sent. */
export function convertedCard(message: StoredMessage): string {
  const card = cardOf(message) ?? {};
  const header = card['header'];
  const title = isNode(header) && isNode(header['title']) ? header['title']['content'] : '';
  const body = isNode(card['body']) ? listOf(card['body']['elements']) : [];
  const lines = placedIn({ body: { elements: body } }).flatMap(({ node }) => node['content'] ?? []);
  return JSON.stringify({ title, elements: lines.map((text) => [{ tag: 'text', text }]) });
}

/** Writes an instant as the string of ms the API uses. */
export function ms(at: Date): string {
  return String(at.getTime());
}

function senderJson(world: FeishuWorld, { sender }: StoredMessage): object {
  const bot = sender.kind === 'bot';
  return {
    id: sender.id,
    id_type: bot ? 'app_id' : 'open_id',
    sender_type: bot ? 'app' : 'user',
    tenant_key: bot ? world.tenantKey : world.people.get(sender.id)?.tenantKey,
  };
}

function mentionJson({ key, id, name, tenantKey }: Mention): object {
  return { key, id, id_type: 'open_id', name, tenant_key: tenantKey };
}
