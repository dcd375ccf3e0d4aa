/** The longest this process may go unheard without it counting as a pause, and how often it is listened for; ms. */
const longest = 1000;
const every = 250;

/** Notices when this process stood still: stopped, asleep with its machine, or busy with something else. */
export interface Pauses {
  /** How many there were so far, the one that ends just now included. */
  readonly count: () => number;
  readonly end: () => void;
}

/** Begins to listen. Keeps no process alive. */
export function watchPauses(): Pauses {
  let count = 0;
  let heard = clocks();
  const listen = () => {
    const now = clocks();
    // The clock that is never set stands still while a machine sleeps; the other one may be set.
    if (Math.max(now.steady - heard.steady, now.wall - heard.wall) > longest) count += 1;
    heard = now;
  };
  const beat = setInterval(listen, every);
  beat.unref();
  return {
    count: () => {
      listen();
      return count;
    },
    end: () => clearInterval(beat),
  };
}

function clocks() {
  return { steady: performance.now(), wall: Date.now() };
}
