import { err, ok } from '@sapphire/result';
import { sign, writeCharterVersion } from '#domain/charter/signing';
import type { Partnership } from '#domain/partnership/partnership';
import { addDays, localDateOf } from '#domain/time/local-time';
import type { App } from './app.ts';
import type { Deps } from './deps.ts';
import { planTrialPrompts } from './plan-prompts.ts';
import type { Unit } from './ports/unit-of-work.ts';
import { livePartnerAsking, partnerAsking } from './who-asks.ts';

const redrawCharter = (unit: Unit, { id, charter }: Partnership, now: Date) =>
  unit.ledger.record({
    subject: id,
    kind: 'charter-edit',
    occurrence: `version-${charter.version}-signed-${charter.signedBy.length}`,
    target: { kind: 'partnership', partnership: id },
    dueAt: now,
  });

/** The charter's current text, for the form that suggests a change. */
export const readCharter =
  ({ unitOfWork }: Deps): App['readCharter'] =>
  (actor, { partnership: id }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await partnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { charter, reason } = asking.unwrap().partnership;
      return ok({ version: charter.version, text: charter.text, values: reason.sharedValues });
    });

/** Writes a new version, signed by its author; the others are asked anew. A running trial goes on. */
export const writeCharter =
  ({ unitOfWork, clock }: Deps): App['writeCharter'] =>
  (actor, { partnership: id, basedOn, text }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      const charter = writeCharterVersion(partnership.charter, member.person, basedOn, text);
      if (charter.isErr()) return err(charter.unwrapErr());
      const changed = { ...partnership, charter: charter.unwrap() };
      await unit.partnerships.save(changed, partnership.version);
      await redrawCharter(unit, changed, clock.now());
      return ok({ version: changed.charter.version });
    });

/** Signs the version the signer saw. With the last signature the trial starts on the next local day. */
export const signCharter =
  ({ unitOfWork, clock }: Deps): App['signCharter'] =>
  (actor, { partnership: id, version }) =>
    unitOfWork.run(actor.guild, async (unit) => {
      const asking = await livePartnerAsking(unit, actor, id);
      if (asking.isErr()) return err(asking.unwrapErr());
      const { member, partnership } = asking.unwrap();
      const now = clock.now();
      const signed = sign(partnership.charter, member.person, version, partnership.members, now);
      if (signed.isErr()) return err(signed.unwrapErr());
      const charter = signed.unwrap();
      const starts = charter.signedAt !== null && partnership.state.kind === 'agreeing';
      const startsOn = addDays(localDateOf(now, partnership.zone), 1);
      const changed: Partnership = starts
        ? {
            ...partnership,
            charter,
            state: { kind: 'trial' },
            trial: {
              number: (partnership.trial?.number ?? 0) + 1,
              tweaksInARow: partnership.trial ? partnership.trial.tweaksInARow + 1 : 0,
              startsOn,
              delivered: [],
              lastPromptAt: null,
              ratings: [],
            },
          }
        : { ...partnership, charter };
      await unit.partnerships.save(changed, partnership.version);
      await redrawCharter(unit, changed, now);
      if (starts) {
        await unit.ledger.cancel(id, ['charter-reminder', 'dissolve-unsigned']);
        await unit.ledger.record({
          subject: id,
          kind: 'checklist',
          occurrence: `trial-${changed.trial!.number}`,
          target: { kind: 'partnership', partnership: id },
          dueAt: now,
        });
        await planTrialPrompts(unit, changed, '');
      }
      return ok({ signedByAll: charter.signedAt !== null, trialStartsOn: starts ? startsOn : null });
    });
