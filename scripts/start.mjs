// Starts the service from dist/ in this very process: signals reach it without a go-between.
import { setFlagsFromString } from 'node:v8';

// A service that mostly waits wants a small heap more than the last bit of speed: this saves some 25 MB. For the same
// reason those who call this give V8 one background thread (--v8-pool-size=1), which saves 15 MB more and cannot be set
// from here.
// The young generation starts at 1 MB; a growth factor of one keeps it there.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--optimize-for-size');

// npm runs scripts through a shell and hands a SIGTERM to that shell alone, which leaves its child behind.
if (process.env.npm_lifecycle_event !== undefined) stopWithParent(process.ppid);

await import('../dist/src/main.js');

function stopWithParent(parent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();
}
