const SIDES = new Set(['platform', 'operator', 'none']);

/**
 * Keeps what the viewer has chosen to see in the address: which troupe, whom of it not, and what stands beside the
 * people. A reload and a copied link show the same; names are used, because ids are new at every start.
 */
export function choiceInAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const side = words.get('side');
  return {
    troupe: words.get('troupe'),
    hidden: new Set(words.getAll('hidden')),
    side: SIDES.has(side) ? side : 'platform',
  };
}

/** Writes a choice into the address without a step in the browser's history. */
export function putIntoAddress({ troupe, hidden, side }) {
  const words = new URLSearchParams();
  if (troupe !== null) words.set('troupe', troupe);
  for (const name of hidden) words.append('hidden', name);
  if (side !== 'platform') words.set('side', side);
  const text = words.toString();
  history.replaceState(null, '', text === '' ? location.pathname : `#${text}`);
}
