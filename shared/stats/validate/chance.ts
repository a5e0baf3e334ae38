// Seeded chance for simulations: the same seed gives the same runs on every machine.

/** A source of uniform numbers. */
export interface Chance {
  /** The next number in [0, 1), with 32 bits. */
  next(): number;
}

/** SplitMix-seeded xoshiro128** (Blackman & Vigna 2021). */
export function chanceOf(seed: number): Chance {
  let mix = seed >>> 0;
  const word = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [word(), word(), word(), word()];
  return {
    next() {
      const five = Math.imul(b, 5);
      const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      return result / 4294967296;
    },
  };
}

/** How many of n trials succeed, each with rate p: one draw a trial for a few, the normal curve above 2,000 with np(1-p) > 400. */
export function binomial(chance: Chance, n: number, p: number): number {
  const spread = n * p * (1 - p);
  if (n > 2000 && spread > 400)
    return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(spread) * gaussian(chance))));
  let x = 0;
  for (let trial = 0; trial < n; trial += 1) if (chance.next() < p) x += 1;
  return x;
}

/** A standard normal number (Box & Muller 1958). */
export function gaussian(chance: Chance): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.next()));
  return radius * Math.cos(2 * Math.PI * chance.next());
}

/** A Poisson number, for small means (Knuth). */
export function poisson(chance: Chance, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > limit; product *= chance.next()) count += 1;
  return count;
}
