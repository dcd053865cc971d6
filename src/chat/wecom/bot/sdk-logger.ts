import type { Logger as SdkLogger } from '@wecom/aibot-node-sdk';
import type { Logger } from 'pino';

/** What the SDK says when a ping is refused: then the platform has forgotten the subscription. */
const PING_REFUSED = 'Heartbeat ack error';

/**
 * Makes the logger for the SDK of WeCom's bots. Its own words repeat whole messages, and its subscription the secret, so
 * none of them is passed on; that a ping was refused, which it says nowhere else, becomes a call of `onPingRefused`.
 */
export function sdkLogger(log: Logger, onPingRefused: () => void): SdkLogger {
  return {
    debug: () => {},
    info: () => {},
    warn: (words) => {
      log.debug('the SDK of WeCom warned of something');
      if (words.startsWith(PING_REFUSED)) onPingRefused();
    },
    error: () => log.debug('the SDK of WeCom met an error'),
  };
}
