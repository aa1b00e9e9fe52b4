/** How long to wait before things, in milliseconds: an account that never rests is soon closed. */
export interface Pacing {
  /** Until the next look into the inbox, by how long ago anything last moved in it. */
  untilNextLook(sinceActivityMs: number): number;
  /** Before a message of so many characters goes out: somebody has to read and type. */
  beforeSending(characters: number): number;
  /** Between two looks whether somebody wants another try. */
  whileStopped(): number;
  /** Between two pages that are fetched one after another. */
  betweenPages(): number;
  /** After so many failures in a row; more after a refusal for being too quick. */
  afterFailure(failures: number, wasTooQuick: boolean): number;
}

const minute = 60_000;

/** A person's pace. `random` gives 0 to 1. */
export function humanPacing(random: () => number = Math.random): Pacing {
  const between = (low: number, high: number) => Math.round(low + (high - low) * random());
  return {
    untilNextLook: (sinceActivityMs) => (sinceActivityMs < 5 * minute ? between(10_000, 20_000) : between(30_000, minute)),
    beforeSending: (characters) => between(1000, 2500) + Math.min(6000, characters * between(25, 45)),
    whileStopped: () => 3000,
    betweenPages: () => between(1000, 3000),
    afterFailure(failures, wasTooQuick) {
      const [first, longest] = wasTooQuick ? [5 * minute, 60 * minute] : [5000, 5 * minute];
      return spread(first, longest, failures, random);
    },
  };
}

/** No manners: for an emulator, which closes nobody's account. */
export const hastyPacing: Pacing = {
  untilNextLook: () => 100,
  beforeSending: () => 0,
  whileStopped: () => 100,
  betweenPages: () => 0,
  afterFailure: (failures) => Math.min(2000, 50 * 2 ** Math.min(failures, 6)),
};

/** Doubles from the first wait to the longest, a quarter more or less. */
function spread(first: number, longest: number, failures: number, random: () => number): number {
  return Math.round(Math.min(longest, first * 2 ** Math.min(failures - 1, 10)) * (0.75 + random() / 2));
}
