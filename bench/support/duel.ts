import { fire, type Round, type Shot, together } from './load.ts';
import type { Program } from './programs.ts';

/** One of the two servers that are compared, and where it takes the requests. */
export interface Side {
  readonly program: Program;
  readonly url: string;
}

/** The rounds of both sides over the same requests. */
export interface Duel {
  readonly service: Round;
  readonly yardstick: Round;
}

/** In how many slices a round is cut. */
const SLICES = 10;

/**
 * Sends the same requests to both sides, slice by slice in turn, the other one held still: what happens to the machine
 * meanwhile meets both alike, and the service's work in the background is not charged to the yardstick.
 */
export async function duel(
  sides: { readonly service: Side; readonly yardstick: Side },
  shots: readonly Shot[],
  connections: number,
): Promise<Duel> {
  const service: Round[] = [];
  const yardstick: Round[] = [];
  const size = Math.ceil(shots.length / SLICES);
  for (let from = 0; from < shots.length; from += size) {
    const slice = shots.slice(from, from + size);
    yardstick.push(await alone(sides.yardstick, sides.service, slice, connections));
    service.push(await alone(sides.service, sides.yardstick, slice, connections));
  }
  return { service: together(service), yardstick: together(yardstick) };
}

async function alone(side: Side, other: Side, shots: readonly Shot[], connections: number): Promise<Round> {
  other.program.pause();
  try {
    return await fire(side.url, shots, connections);
  } finally {
    other.program.resume();
  }
}
