import { type Seals, sealsOf } from '../../src/stores/seal.ts';

/** The key of every test that does not care which one it is. */
export const TEST_KEY = 'a-secret-key-that-only-tests-know';

/** Seals under the key of the tests. */
export const TEST_SEALS: Seals = sealsOf([TEST_KEY]);
