/** A person tried what Discord's client would not let them do: the button is not there, the option is not offered. */
export class Cannot extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Cannot';
  }
}
