import type { Logger } from 'pino';
import { listen, type WebServer, webApp } from '../http/server.ts';
import { type GalleryCard, type GalleryDialect, galleryFace } from './gallery-cards.ts';
import { pageRouter, sendPage } from './page-files.ts';
import { SAMPLE_CARDS } from './sample-cards.ts';
import { type SampleView, viewsOf } from './sample-views.ts';

/** What the gallery takes from the process and from the channels. */
export interface GalleryWorld {
  readonly log: Logger;
  readonly newId: () => string;
  readonly dialects: readonly GalleryDialect[];
}

/**
 * Serves /sandbox/cards on loopback: every card in every state and dialect with sample data. The templates are read anew
 * each time the page asks, so that reloading it shows what was just changed. Port 0 takes a free one; the caller closes it.
 */
export async function openGallery(world: GalleryWorld, port: number): Promise<WebServer> {
  const views = new Map<GalleryDialect, readonly SampleView[]>();
  for (const each of world.dialects) views.set(each, await viewsOf(SAMPLE_CARDS, world.newId, each.reach));
  const router = pageRouter();
  router.get('/cards', (ctx) => sendPage(ctx, 'gallery.html'));
  router.get('/cards/all', (ctx) => {
    ctx.body = draw(views);
  });
  return listen(webApp([router], world.log), '127.0.0.1', port);
}

function draw(views: ReadonlyMap<GalleryDialect, readonly SampleView[]>): GalleryCard[] {
  const faces = [...views].map(([dialect, samples]) => {
    const render = dialect.renderer();
    return samples.map((sample) => galleryFace(sample, dialect, render));
  });
  const [samples = []] = views.values();
  return samples.map(({ kind, name, text }, index) => ({
    kind,
    name,
    text,
    faces: faces.flatMap((each) => each[index] ?? []),
  }));
}
