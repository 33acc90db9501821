/** The suites in the checkout of Agenda, of which this is what has to be known here. */
declare module 'agenda-checkout' {
  export function fullAgendaTestSuite(config: { forkHelper?: { path: string } }): void;
}
