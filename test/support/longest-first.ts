import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more: begun last, they would keep one worker busy while the others stand still. */
const LONG = [
  'test/chaos/kill.test.ts',
  'test/app/permission-matrix.test.ts',
  'test/app/isolation.test.ts',
  'test/chaos/one-bot.test.ts',
  'test/chaos/bench.test.ts',
  'test/e2e/story.test.ts',
  'test/e2e/digest-story.test.ts',
  'test/chaos/chaos.test.ts',
  'test/chaos/two-processes.test.ts',
  'test/chaos/digests.test.ts',
];

/** Runs the long files first, and the others in an order that is another one for every seed. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const place = ({ moduleId }: TestSpecification) => {
      const long = LONG.findIndex((file) => moduleId.endsWith(file));
      const die = createHash('sha256').update(`${seed} ${moduleId}`).digest('hex');
      return `${String(long < 0 ? LONG.length : long).padStart(2, '0')} ${die}`;
    };
    return files.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  }
}
