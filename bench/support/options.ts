/** True for a short run that only shows that everything works: `--quick`, or `BENCH_QUICK=1` through `npm run bench`. */
export const QUICK = process.argv.includes('--quick') || process.env['BENCH_QUICK'] === '1';
