import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { HttpInstance, HttpRequestOptions } from '@larksuiteoapi/node-sdk';
import type { AxiosInstance } from 'axios';
import axios from 'axios';

/** How long one call to Feishu may take, in ms; the SDK's own instance would wait for ever. */
export const CALL_TIMEOUT_MS = 10_000;

/** No answer we ask for comes near this; a larger one is a fault we do not want in memory. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** Gives the SDK an HTTP instance that resolves to the answer's body and rejects statuses other than 2xx. */
export function bodiesOnly(timeoutMs: number = CALL_TIMEOUT_MS): HttpInstance {
  return asSdkInstance(boundedAxios(timeoutMs));
}

/**
 * Gives the SDK an HTTP instance that resolves to `{status, headers, body}` whatever the status, so that there is
 * one way to read an answer and the headers of a refusal (how long to wait) are not lost; only the network rejects.
 */
export function wholeAnswers(timeoutMs: number = CALL_TIMEOUT_MS): HttpInstance {
  const instance = boundedAxios(timeoutMs);
  instance.defaults.validateStatus = () => true;
  instance.interceptors.response.use((response) => {
    const { status, headers, data } = response;
    return { ...response, data: { status, headers: { ...headers }, body: data } };
  });
  return asSdkInstance(instance);
}

function boundedAxios(timeoutMs: number): AxiosInstance {
  const instance = axios.create({
    timeout: timeoutMs,
    proxy: false,
    // A redirect would carry the Authorization header to wherever it points.
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
  });
  // The timeout above is one of silence; the signal also ends an answer that drips in for ever.
  instance.interceptors.request.use((config) => ({
    ...config,
    signal: AbortSignal.timeout(config.timeout ?? timeoutMs),
  }));
  return instance;
}

// The SDK wants axios's eight methods with bodies as results; axios's own types promise whole responses.
function asSdkInstance(instance: AxiosInstance): HttpInstance {
  const send = async <D>(options: HttpRequestOptions<D>) => (await instance.request({ ...options })).data;
  return {
    request: send,
    get: (url, options) => send({ ...options, method: 'GET', url }),
    delete: (url, options) => send({ ...options, method: 'DELETE', url }),
    head: (url, options) => send({ ...options, method: 'HEAD', url }),
    options: (url, options) => send({ ...options, method: 'OPTIONS', url }),
    post: (url, data, options) => send({ ...options, method: 'POST', url, data }),
    put: (url, data, options) => send({ ...options, method: 'PUT', url, data }),
    patch: (url, data, options) => send({ ...options, method: 'PATCH', url, data }),
  };
}
