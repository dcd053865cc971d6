import type { Faces } from './actions/card-faces.ts';
import { cardRenderer, type RenderCard } from './chat/card-renderer.ts';
import type { CardDialect, Channel } from './chat/port.ts';
import type { Config } from './config.ts';
import type { Reach } from './domain/connection.ts';
import { pageLinks } from './http/page-link.ts';
import type { Platforms } from './platform/port.ts';

/** How cards look on each connection; templates are compiled once, for the dialects that are spoken. */
export function facesOf(channels: ReadonlyMap<string, Channel>, config: Config, platforms: Platforms): Faces {
  const renderers = new Map<CardDialect, RenderCard>();
  for (const { can } of channels.values())
    if (can.cards !== null && !renderers.has(can.cards)) renderers.set(can.cards, cardRenderer(can.cards));
  const links = pageLinks(config.secretKeys ?? [], config.baseUrl);
  return {
    faceOf: (connection) => {
      const can = channels.get(connection)?.can;
      if (!can) return null;
      const render = can.cards === null ? undefined : renderers.get(can.cards);
      return { can, render: render ?? (() => '') };
    },
    view: {
      timeZone: config.timeZone,
      platformByHand: platforms.standard === 'manual',
      pageLink: links.linkTo,
    },
  };
}

/** What a channel can do, as far as actions choose by it. */
export function reachOfChannel({ product, can }: Pick<Channel, 'product' | 'can'>): Reach {
  const { reaches, hears, privateChat, namesMentioned, findsPeople, dropBytes, updateLaterMs } = can;
  return {
    product,
    groups: reaches !== 'people',
    people: reaches !== 'groups',
    hears,
    privateChat,
    namesMentioned,
    findsPeople,
    hearsFiles: dropBytes > 0,
    editsForMs: updateLaterMs,
  };
}
