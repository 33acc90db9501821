/** Keeps all processes together under Discord's limit of requests; interaction answers do not ask it. */
export interface SendPace {
  /** Reserves the next send and resolves to the milliseconds of wall time to wait before making it. */
  take(): Promise<number>;
}
