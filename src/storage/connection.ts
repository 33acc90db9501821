import mongoose, { type Connection, type ConnectOptions } from 'mongoose';

/** Connects to a MongoDB replica set. Rejects when no server answers within five seconds. */
export function connect(uri: string, options: ConnectOptions = {}): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 5_000,
      writeConcern: { w: 'majority' },
      ...options,
    })
    .asPromise();
}
