import type { z } from 'zod';
import type { App } from '#use-cases/app';

/** The part of the product that jobs reach. */
export type JobApp = {
  [Verb in 'deliverEffect' | 'sweep']: (...args: Parameters<App[Verb]>) => Promise<unknown>;
};

/** A job: its name, what its payload looks like, and a thin handler. */
export type JobDefinition<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
  run: (app: JobApp, payload: Payload) => Promise<unknown>;
};

/** Declares a job with its payload's type inferred from its schema. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}
