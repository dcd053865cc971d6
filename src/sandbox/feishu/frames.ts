import protobuf from 'protobufjs';
import { z } from 'zod';

const SCHEMA = `
syntax = "proto2";
package pbbp2;
message Header { required string key = 1; required string value = 2; }
message Frame {
  required uint64 SeqID = 1;
  required uint64 LogID = 2;
  required int32 service = 3;
  required int32 method = 4;
  repeated Header headers = 5;
  optional string payload_encoding = 6;
  optional string payload_type = 7;
  optional bytes payload = 8;
  optional string LogIDNew = 9;
}`;

// Resolved at once: the SDK takes 64-bit numbers out of this package when it is loaded, which may be later.
const Frame = protobuf.parse(SCHEMA).root.resolveAll().lookupType('pbbp2.Frame');

/** The service id in every frame; the client learns it from the address it connects to. */
export const SERVICE_ID = 33554678;

/** Frames of method 0 keep the connection alive, frames of method 1 carry events and their answers. */
export const METHOD = { control: 0, data: 1 } as const;

/** A frame of the long connection as far as the stand-in looks into it. */
export interface WireFrame {
  readonly method: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

const decodedSchema = z.object({
  method: z.number(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
  payload: z.instanceof(Uint8Array).default(new Uint8Array()),
});

/** Writes a frame in the platform's protobuf form. */
export function encodeFrame({ method, headers, payload }: WireFrame): Uint8Array {
  const pairs = Object.entries(headers).map(([key, value]) => ({ key, value }));
  return Frame.encode({ SeqID: 0, LogID: 0, service: SERVICE_ID, method, headers: pairs, payload }).finish();
}

/** Reads a frame of a client; null for bytes that are none. */
export function decodeFrame(bytes: Uint8Array): WireFrame | null {
  try {
    const { method, headers, payload } = decodedSchema.parse(Frame.toObject(Frame.decode(bytes)));
    const named = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
    return { method, headers: named, payload: Buffer.from(payload) };
  } catch {
    return null;
  }
}
