import type { InteractionHandler } from '@sapphire/framework';
import type { ModalSubmitInteraction } from 'discord.js';
import { z } from 'zod';
import { SUPPORTS, THEMES } from '#domain/matching/profile';
import type { ProfileImprovement } from '#use-cases/app';
import { act } from '../act.ts';
import { andThen } from '../and-then.ts';
import { ClickHandler, type ClickOf } from '../click-handler.ts';
import { admit, formAnswers } from '../form-answers.ts';
import { renderProfileSaved } from '../views/replies/profile-saved.ts';

const SKILLS_LIMIT = 200;
/** A select of exactly one number on an axis from -2 to 2. */
const axis = z.tuple([z.coerce.number().int().min(-2).max(2)]).transform(([step]) => step);
const level = z
  .array(z.enum(['1', '2', '3', '4', '5']))
  .max(1)
  .transform(([step]) => (step === undefined ? null : (Number(step) as 1 | 2 | 3 | 4 | 5)));
const skills = z.string().trim().max(SKILLS_LIMIT);

const IMPROVEMENTS = {
  'styles-form': z
    .object({ structuredFlexible: axis, drivingReflective: axis, visionaryMethodical: axis })
    .transform((styles) => ({ section: 'styles' as const, styles })),
  'support-form': z
    .object({
      supportOffered: z.array(z.enum(SUPPORTS)).max(SUPPORTS.length),
      themes: z.array(z.enum(THEMES)).max(THEMES.length),
    })
    .transform((offer) => ({ section: 'support' as const, ...offer })),
  'skills-form': z
    .object({ skillsOffered: skills, skillsSought: skills, level, similarLevelMatters: z.boolean() })
    .transform((known) => ({ section: 'skills' as const, ...known })),
};

/** Each short form saves by itself. */
export class ImproveForms extends ClickHandler<'styles-form' | 'support-form' | 'skills-form'> {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, 'form', ['styles-form', 'support-form', 'skills-form']);
  }

  override run(interaction: ModalSubmitInteraction, { guild, action }: ClickOf<keyof typeof IMPROVEMENTS>) {
    return act(interaction, {
      guild,
      run: (actor) => {
        const schema: z.ZodType<ProfileImprovement> = IMPROVEMENTS[action];
        return andThen(
          admit(schema, formAnswers(interaction), () => 'support'),
          (improvement) => this.container.app.improveMatches(actor, improvement),
        );
      },
      view: renderProfileSaved,
    });
  }
}
