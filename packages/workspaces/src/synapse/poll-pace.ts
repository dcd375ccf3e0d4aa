/** When to ask whether an operation is done. */
export interface PollPace {
  /** Seconds to wait before poll number `polls` (from 0) of an operation that was accepted `elapsed` seconds ago. */
  readonly wait: (polls: number, elapsed: number) => number;
  /** An operation ended: it was last seen running after `running` seconds (undefined: never) and done after `done`. */
  readonly learn: (running: number | undefined, done: number) => void;
}

const first = 0.15;
const shortest = 0.1;
const longest = 2;
/** Of the time that an operation takes beyond what is usual, what may be lost by asking too late. */
const share = 1 / 8;

/**
 * The service advertises 10 s and takes 1 to 3: asking by its word wastes most of the time,
 * asking all the time is throttled. So the first poll comes when operations of this
 * workspace usually end, the next ones soon after it, then ever later, as it has taken longer.
 */
export function makePollPace(): PollPace {
  let usual = first;
  return {
    wait: (polls, elapsed) => {
      if (polls === 0) return Math.max(0.05, usual - elapsed);
      return Math.min(longest, Math.max(shortest, (elapsed - usual) * share));
    },
    learn: (running, done) => {
      // Seen running: the first poll was too early. Done at the first poll: it may have been too late.
      const target = running === undefined ? done * 0.9 : running + (done - running) / 2;
      usual = Math.min(
        longest,
        Math.max(first, usual + (target - usual) * (running === undefined ? 0.2 : 0.5)),
      );
    },
  };
}
