/** True for a short run that only shows that everything works: `--quick`, or `BENCH_QUICK=1` through `npm run bench`. */
export const QUICK = process.argv.includes('--quick') || process.env['BENCH_QUICK'] === '1';

/** The most patents of a run that would go up to a million: `BENCH_MOST=100000`. */
export const MOST_PATENTS = Number(process.env['BENCH_MOST'] ?? Number.POSITIVE_INFINITY);
