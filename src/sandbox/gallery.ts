import type { Logger } from 'pino';
import type { RenderCard } from '../chat/card-renderer.ts';
import { listen, type WebServer, webApp } from '../http/server.ts';
import { galleryCard } from './gallery-cards.ts';
import { pageRouter, sendPage } from './page-files.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';
import { viewsOf } from './sample-views.ts';

/** What the gallery takes from the process and from a channel. */
export interface GalleryWorld {
  readonly log: Logger;
  readonly newId: () => string;
  /** Compiles the channel's templates as they are at this moment. */
  readonly renderer: () => RenderCard;
  readonly lint: (cardJson: string) => readonly string[];
}

/**
 * Serves /sandbox/cards on loopback: every card in every state with sample data. The templates are read anew each
 * time the page asks, so that reloading it shows what was just changed. Port 0 takes a free one; the caller closes it.
 */
export async function openGallery(world: GalleryWorld, port: number): Promise<WebServer> {
  const views = await viewsOf(SAMPLE_CARDS, world.newId);
  const router = pageRouter();
  router.get('/cards', (ctx) => sendPage(ctx, 'gallery.html'));
  router.get('/cards/all', (ctx) => {
    const render = world.renderer();
    ctx.body = views.map((view) => galleryCard(view, render, world.lint));
  });
  return listen(webApp([router], world.log), '127.0.0.1', port);
}
