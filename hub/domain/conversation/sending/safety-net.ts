/** Until a lost ring is made up for by the sweep; also the time an insert has after its place was given, in ms. */
export const safetyNetMs = 2000;
