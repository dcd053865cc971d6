import type { Faces } from './actions/card-faces.ts';
import type { Channel } from './chat/port.ts';
import { deliverCard } from './jobs/deliver-card.ts';
import { deliverFile } from './jobs/deliver-file.ts';
import { deliverPost } from './jobs/deliver-post.ts';
import { deliverText } from './jobs/deliver-text.ts';
import { deliverWithdrawal } from './jobs/deliver-withdrawal.ts';
import { importFile } from './jobs/import-file.ts';
import { lookUpContacts } from './jobs/look-up-contacts.ts';
import { DEMANDS, EVALUATIONS, INTENTS } from './jobs/postings.ts';
import { readDrop } from './jobs/read-drop.ts';
import type { Deliver, JobWorld } from './jobs/relay.ts';
import { rematchInBackground } from './jobs/rematch.ts';
import type { Platforms } from './platform/port.ts';
import type { Topic } from './stores/outbox-store.ts';

/** What the deliverers take beside the world of all jobs. */
export interface DeliveringWorld extends JobWorld {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly platforms: Platforms;
  readonly faces: Faces;
}

/** Makes the deliverer of each topic. */
export function deliverersOf(world: DeliveringWorld): Readonly<Record<Topic, Deliver>> {
  return {
    card: deliverCard(world),
    text: deliverText(world),
    file: deliverFile({ ...world, view: world.faces.view, standard: world.platforms.standard }),
    contacts: lookUpContacts(world),
    drop: readDrop(world),
    import: importFile(world),
    rematch: rematchInBackground(world),
    evaluation: deliverPost(world, 'evaluation', EVALUATIONS),
    intent: deliverPost(world, 'intent', INTENTS),
    demand: deliverPost(world, 'demand', DEMANDS),
    withdrawal: deliverWithdrawal(world),
  };
}
