import { z } from 'zod';
import { cardContent, mediaContent, wordsContent } from './content.ts';
import type { Node } from './json.ts';
import { countWebhook } from './limits.ts';
import { type Content, storeMessage } from './messages.ts';
import { groupOf } from './people.ts';
import type { Webhook } from './records.ts';
import { misuse, parseFields, refuse } from './refusals.ts';
import type { Query } from './tokens.ts';
import type { WecomWorld } from './world.ts';

const MAX_TEXT_BYTES = 2048;
const MAX_MARKDOWN_BYTES = 4096;

const sendSchema = z.looseObject({ msgtype: z.string() });

/** Adds a webhook robot to a group and returns its key, which is its only secret. */
export function addWebhook(world: WecomWorld, chatId: string): string {
  const { chatId: of } = groupOf(world, chatId);
  const key = world.options.newId();
  world.webhooks.set(key, { key, chatId: of, disabled: false });
  return key;
}

/** Switches a webhook robot off, or takes it out of its group. */
export function endWebhook(world: WecomWorld, key: string, how: 'disabled' | 'removed'): void {
  const webhook = world.webhooks.get(key) ?? misuse('webhook_unknown', 'there is no webhook with this key');
  if (how === 'disabled') webhook.disabled = true;
  else world.webhooks.delete(key);
}

/** Finds the webhook of a request: 93000 for a key that is none, 93004 for one that is switched off. */
export function webhookOf(world: WecomWorld, query: Query): Webhook {
  const webhook = world.webhooks.get(String(query['key'] ?? '')) ?? refuse(93000);
  return webhook.disabled ? refuse(93004) : webhook;
}

/** Names the owner of what is uploaded with a webhook's key: nobody else can send it. */
export function ownerOf({ key }: Webhook): string {
  return `webhook:${key}`;
}

/** Answers `webhook/send`: one message into the group of the key. */
export function sendByWebhook(world: WecomWorld, query: Query, body: unknown): object {
  const webhook = webhookOf(world, query);
  const content = contentOf(world, webhook, parseFields(sendSchema, body));
  countWebhook(world, webhook.key);
  const author = { kind: 'webhook', id: webhook.key } as const;
  storeMessage(world, { ...content, chatIds: [webhook.chatId], author });
  return {};
}

function contentOf(
  world: WecomWorld,
  webhook: Webhook,
  fields: Node & { readonly msgtype: string },
): Content {
  switch (fields.msgtype) {
    case 'text':
      return wordsContent(fields, 'text', { bytes: MAX_TEXT_BYTES, refusal: 40058 });
    case 'markdown':
    case 'markdown_v2':
      return wordsContent(fields, fields.msgtype, { bytes: MAX_MARKDOWN_BYTES, refusal: 40058 });
    case 'file':
      return mediaContent(world, fields, 'file', ownerOf(webhook));
    case 'template_card':
      return cardContent(world, fields, 'webhook');
    default:
      return refuse(40008);
  }
}
