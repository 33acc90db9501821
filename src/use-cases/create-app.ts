import { readCharter, signCharter, writeCharter } from './agree-charter.ts';
import { answerProposal, askQuestion } from './answer-proposal.ts';
import type { App } from './app.ts';
import { improveMatches, pauseProfile, resumeProfile, starValue, viewProfile } from './change-profile.ts';
import { checkIn, countAsCheckIn, findPartnership, minimumCheckIn, pulse, restAWeek } from './check-in.ts';
import { checkSetup } from './check-setup.ts';
import { deliverEffect } from './deliver-effect.ts';
import type { Deps } from './deps.ts';
import { join } from './join.ts';
import { eraseMe, leave } from './leave.ts';
import {
  choosePauseEnd,
  endPartnership,
  findFacilitator,
  rateSupport,
  resumePartnership,
  viewPartnership,
} from './live-together.ts';
import { previewRound, runRound } from './run-round.ts';
import { setUp } from './set-up.ts';
import { sweep } from './sweep.ts';
import { viewOutcomes } from './view-outcomes.ts';
import { castBallot } from './vote.ts';

/** Every verb of the product, given the world it acts in. */
export const createApp = (deps: Deps): App => ({
  setUp: setUp(deps),
  checkSetup: checkSetup(deps),
  join: join(deps),
  starValue: starValue(deps),
  improveMatches: improveMatches(deps),
  viewProfile: viewProfile(deps),
  pauseProfile: pauseProfile(deps),
  resumeProfile: resumeProfile(deps),
  leave: leave(deps),
  eraseMe: eraseMe(deps),
  previewRound: previewRound(deps),
  runRound: runRound(deps),
  answerProposal: answerProposal(deps),
  askQuestion: askQuestion(deps),
  readCharter: readCharter(deps),
  writeCharter: writeCharter(deps),
  signCharter: signCharter(deps),
  findPartnership: findPartnership(deps),
  checkIn: checkIn(deps),
  minimumCheckIn: minimumCheckIn(deps),
  pulse: pulse(deps),
  countAsCheckIn: countAsCheckIn(deps),
  restAWeek: restAWeek(deps),
  rateSupport: rateSupport(deps),
  findFacilitator: findFacilitator(deps),
  castBallot: castBallot(deps),
  resumePartnership: resumePartnership(deps),
  choosePauseEnd: choosePauseEnd(deps),
  endPartnership: endPartnership(deps),
  viewPartnership: viewPartnership(deps),
  viewOutcomes: viewOutcomes(deps),
  deliverEffect: deliverEffect(deps),
  sweep: sweep(deps),
});
