import type { DrawnCard, Faces } from '../actions/card-faces.ts';
import type { Channel } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Channels } from './channels.ts';
import type { JobWorld } from './relay.ts';

/** What delivering cards needs beside the world of all jobs. */
export interface CardWorld extends JobWorld {
  readonly channels: Channels;
  readonly faces: Faces;
}

/** A card with its chat and its channel, drawn for its reader. */
export interface FoundCard extends DrawnCard {
  readonly card: SentCard;
  readonly chat: ChatRoom;
  readonly channel: Channel;
}
