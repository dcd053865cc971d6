import { z } from 'zod';
import { malformed } from '../../errors.ts';
import type { Drop, Mention, Reply, Unused } from '../port.ts';
import type { Envelope } from './envelope.ts';
import { blankAsMissing, personId, personRef, readEvent, unused } from './envelope.ts';
import { sourceOf } from './files.ts';

const messageEvent = z.object({
  sender: z.object({
    sender_id: personId.nullish(),
    sender_type: blankAsMissing,
    tenant_key: blankAsMissing,
  }),
  message: z.object({
    message_id: z.string().min(1),
    root_id: blankAsMissing,
    parent_id: blankAsMissing,
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: blankAsMissing,
    mentions: z
      .array(
        z.object({
          key: blankAsMissing,
          id: personId.nullish(),
          mentioned_type: blankAsMissing,
          name: blankAsMissing,
          tenant_key: blankAsMissing,
        }),
      )
      .nullish(),
  }),
});

const textContent = z.object({ text: z.string() });
const postContent = z.object({
  title: blankAsMissing,
  content: z.array(z.array(z.object({ tag: z.string(), text: blankAsMissing }))),
});

const fileContent = z.object({ file_key: z.string().min(1), file_name: blankAsMissing });

type Mentions = z.infer<typeof messageEvent>['message']['mentions'];

/**
 * Translates `im.message.receive_v1`. Its delivery id is the message's, as the documentation asks. Texts and posts
 * of people become replies, their files drops; messages of bots, and of other types, are unused.
 */
export function replyFrom(
  envelope: Envelope,
  who: { readonly connection: string; readonly botId: () => string | null },
): Reply | Drop | Unused {
  const { sender, message } = readEvent(messageEvent, envelope);
  const idle = (detail: string): Unused => ({
    ...unused(envelope, who.connection, detail),
    deliveryId: message.message_id,
  });
  const userId = sender.sender_id?.open_id;
  // Answering bots could make two of them talk for ever.
  if (sender.sender_type !== 'user' || userId === undefined) return idle('not-from-a-person');
  const isPrivate = message.chat_type === 'p2p';
  const said = {
    connection: who.connection,
    deliveryId: message.message_id,
    person: personRef(userId, sender.tenant_key, envelope),
    chatId: message.chat_id,
    chatKind: isPrivate ? 'private' : 'group',
    messageId: message.message_id,
  } as const;
  if (message.message_type === 'file') return { kind: 'drop', ...said, ...fileIn(message) };
  if (message.message_type !== 'text' && message.message_type !== 'post') return idle(message.message_type);
  return {
    kind: 'reply',
    ...said,
    inReplyTo: [message.parent_id, message.root_id].filter((id) => id !== undefined),
    quoted: '',
    text: plainText(message.message_type, message.content ?? ''),
    addressed: isPrivate || mentionsBot(message.mentions, who.botId()),
    mentions: peopleIn(message.mentions, who.botId(), envelope),
  };
}

function fileIn({ message_id, content }: { message_id: string; content?: string | undefined }) {
  const file = fileContent.safeParse(parseJson(content ?? '')).data;
  if (file === undefined)
    throw malformed('feishu_content_unreadable', 'the content of a message cannot be read');
  return { name: file.file_name ?? '', source: sourceOf(message_id, file.file_key) };
}

// Until our own open_id is known, the mention of any bot counts: without the permission to read whole groups,
// Feishu only delivers the group messages that mention ours.
function mentionsBot(mentions: Mentions, botId: string | null): boolean {
  return (mentions ?? []).some((mention) =>
    botId === null ? mention.mentioned_type === 'bot' : mention.id?.open_id === botId,
  );
}

// "Everybody" has no id of its own and bots say what they are: only who is said to be a person counts as one.
function peopleIn(mentions: Mentions, botId: string | null, envelope: Envelope): readonly Mention[] {
  const people = (mentions ?? []).flatMap(({ id, key, mentioned_type, name, tenant_key }): Mention[] => {
    const userId = id?.open_id;
    if (mentioned_type !== 'user' || key === '@_all' || userId === undefined || userId === botId) return [];
    return [{ ...personRef(userId, tenant_key, envelope), name: name ?? '' }];
  });
  return [...new Map(people.map((person) => [person.userId, person])).values()];
}

function plainText(type: 'text' | 'post', content: string): string {
  const value = parseJson(content);
  const text = type === 'text' ? textContent.safeParse(value).data?.text : postText(value);
  if (text === undefined)
    throw malformed('feishu_content_unreadable', 'the content of a message cannot be read');
  return withoutMentions(text);
}

function postText(value: unknown): string | undefined {
  const post = postContent.safeParse(value).data;
  if (post === undefined) return undefined;
  // The nodes of a mention carry no text of their own, so joining the texts leaves mentions out.
  const lines = post.content.map((nodes) => nodes.map((node) => node.text ?? '').join(''));
  return [post.title, ...lines].filter((line) => line !== undefined).join('\n');
}

// A mention stands in the text as the placeholder @_user_1; what it stands for is beside the text.
function withoutMentions(text: string): string {
  return text.replace(/@_(user_\d+|all)[^\S\n]?/g, '').trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
