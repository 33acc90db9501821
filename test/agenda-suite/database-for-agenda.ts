import { openTestDatabase } from '../database.ts';

/** Opens the database of the tests and says which it is; Agenda's tests look for it in `MONGO_URI`. */
export default async function open(): Promise<() => Promise<void>> {
  const { uri, kind, close } = await openTestDatabase();
  process.env['MONGO_URI'] = uri;
  process.stdout.write(`Database: ${kind}\n`);
  return close;
}
