import type { Notice } from '../chat/port.ts';
import { toldIn } from '../domain/digest.ts';
import type { Member } from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { placesOf } from './open-in-private.ts';
import { openCard, privateChatOf } from './promise-cards.ts';

/** Opens a digest of the last seven days in a member's private chat, once for each enterprise he belongs to. */
export async function openDigest(tx: Tx, members: readonly Member[]): Promise<Notice> {
  const chats = [];
  for (const member of members) {
    mustBeAllowed(member, 'view-evaluation-library');
    const chat = (await privateChatOf(tx, member)) ?? refuse('unknown_person');
    const { enterpriseId } = member;
    const digest = { id: tx.newId(), enterpriseId, readerId: chat.id, ...toldIn(null, tx.at) };
    // Whoever asks twice at one moment gets it once.
    if (await tx.digests.add(digest))
      await openCard(tx, { kind: 'digest', subject: digest, chat, viewer: member });
    chats.push(chat);
  }
  return { tone: 'info', text: `周报已发到您${placesOf(tx, chats)}。` };
}
