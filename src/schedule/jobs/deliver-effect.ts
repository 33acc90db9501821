import { z } from 'zod';
import type { GuildId, RowId } from '#domain/ids';
import { defineJob } from '../define-job.ts';

/** Wakes one ledger row; the row decides whether there is anything to do. */
export const deliverEffect = defineJob({
  name: 'deliver-effect',
  payload: z.object({ guild: z.string().min(1), row: z.string().min(1) }),
  run: (app, { guild, row }) => app.deliverEffect(guild as GuildId, row as RowId),
});
