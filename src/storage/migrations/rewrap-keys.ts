import type { KeyDocument } from '../documents/keys.ts';
import type { MasterKeys } from '../encryption/master-keys.ts';
import type { NativeDb } from './migration.ts';

/**
 * Wraps every data key again that is not under the current master key, so that after one start with both
 * configured the older master key can be taken away. Like a migration, it works on all communities; safe
 * in several processes at once, because each key is replaced only as it was read. Answers how many it moved.
 */
export async function rewrapKeys(db: NativeDb, masters: MasterKeys): Promise<number> {
  const keys = db.collection<KeyDocument>('keys');
  const outdated = keys.find({ 'wrapped.kid': { $exists: true, $ne: masters.current.id } });
  let moved = 0;
  for await (const { _id, guild, owner, wrapped } of outdated) {
    if (wrapped === null) continue;
    const again = masters.wrap(guild, owner, masters.unwrap(guild, owner, wrapped));
    const { modifiedCount } = await keys.updateOne(
      { _id, guild, 'wrapped.ct': wrapped.ct },
      { $set: { wrapped: again } },
    );
    moved += modifiedCount;
  }
  return moved;
}
