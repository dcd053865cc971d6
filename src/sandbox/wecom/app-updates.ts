import { z } from 'zod';
import { checkCard, isInteractive } from './card-validator.ts';
import type { Node } from './json.ts';
import { readersOf, replaceCopies } from './messages.ts';
import { ROOT_DEPARTMENT } from './receivers.ts';
import type { StoredMessage } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import { burn, cardOfCode } from './response-codes.ts';
import type { WecomWorld } from './world.ts';

const updateSchema = z.object({
  userids: z.array(z.string()).max(1000).default([]),
  partyids: z.array(z.number()).max(100).default([]),
  tagids: z.array(z.number()).max(100).default([]),
  atall: z.literal([0, 1]).default(0),
  agentid: z.number(),
  response_code: z.string(),
  button: z.object({ replace_name: z.string().min(1) }).optional(),
  template_card: z.unknown().optional(),
});

/**
 * Answers `message/update_template_card`: changes the copies of those who are named, once for each code. It either
 * kills the buttons of the card under a new name, or puts a whole card in its place.
 */
export function updateAppCard(world: WecomWorld, body: unknown): object {
  const fields = parseFields(updateSchema, body);
  if (fields.agentid !== world.options.app.agentId) refuse(301002);
  const message = cardOfCode(world, fields.response_code);
  const next = nextCard(fields, message);
  const { told, invalid } = toldOf(world, message, fields);
  burn(world, fields.response_code);
  replaceCopies(world, message, told, next);
  return { invaliduser: invalid };
}

type Fields = z.infer<typeof updateSchema>;

function nextCard({ button, template_card }: Fields, message: StoredMessage): (before: Node) => Node {
  if (button === undefined) {
    const card = checkCard(template_card, { channel: 'app', phase: 'update' });
    return () => card;
  }
  if (message.card === null || !isInteractive(message.card)) refuse(42031);
  return (before) => ({ ...before, replace_text: button.replace_name });
}

/** Those of the receivers who are meant; people who never got the card are named in the answer. */
function toldOf(world: WecomWorld, message: StoredMessage, fields: Fields) {
  const { userids, partyids, tagids, atall } = fields;
  const readers = readersOf(world, message);
  if (atall === 1 || partyids.includes(ROOT_DEPARTMENT)) return { told: readers, invalid: [] };
  if (userids.length + partyids.length + tagids.length === 0) return refuse(82001);
  const isMeant = (userId: string, named: string) => userId.toLowerCase() === named.toLowerCase();
  return {
    told: readers.filter((userId) => userids.some((named) => isMeant(userId, named))),
    invalid: userids.filter((named) => !readers.some((userId) => isMeant(userId, named))),
  };
}
