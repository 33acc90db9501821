/** The domain's time: wall time plus an offset that the demo and tests may move. It decides what is due. */
export interface Clock {
  now(): Date;
}
