import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Wakes every overdue row whose job was lost. */
export const sweep = defineJob({
  name: 'sweep',
  payload: z.object({}),
  run: (app) => app.sweep(),
});
