import { text } from 'node:stream/consumers';
import { formRound } from '#domain/matching/form-round';

/** Reads a round's input from where it is piped in, and answers with the round. */
process.stdout.write(JSON.stringify(formRound(JSON.parse(await text(process.stdin)))));
