/** A problem of whoever starts the twin, told in one sentence, with what to do about it. */
export class TwinError extends Error {
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.name = "TwinError";
    this.advice = advice;
  }
}

/** Wrong use of the command line: nothing was done. */
export class UsageError extends TwinError {}
