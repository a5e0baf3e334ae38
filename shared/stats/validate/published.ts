// Published reference values, kept apart so that a test and the acceptance table read the same ones.

/** Newcombe 1998 (Statist. Med. 17: 873-890), table II, method 6: 95 % intervals of Miettinen & Nurminen for x1/n1 - x0/n0, to four digits. */
export const newcombeDifferences: readonly (readonly [
  x1: number,
  n1: number,
  x0: number,
  n0: number,
  low: number,
  high: number,
])[] = [
  [56, 70, 48, 80, 0.0528, 0.3382],
  [9, 10, 3, 10, 0.17, 0.8406],
  [10, 10, 0, 10, 0.6636, 1],
  [5, 56, 0, 29, -0.0326, 0.1933],
  [0, 10, 0, 20, -0.1658, 0.2844],
  [10, 10, 0, 20, 0.7156, 1],
];
