// VAT in whole bani, worked out from the rules alone.

/** Of what is not negative. */
export const halfUp = (numerator, denominator) => (2n * numerator + denominator) / (2n * denominator);

/** Goods by rate (a map of bani with VAT), what is paid beside them split over the rates by largest remainder, VAT once a rate. */
export function vatOf(groups, extra = 0n) {
  const rates = [...groups.keys()], goods = [...groups.values()].reduce((sum, each) => sum + each, 0n);
  const shares = rates.map((rate) => goods === 0n ? 0n : groups.get(rate) * extra / goods), rests = rates.map((rate) => goods === 0n ? 0n : groups.get(rate) * extra % goods);
  for (let left = extra - shares.reduce((a, b) => a + b, 0n); left > 0n; --left) {
    const at = rests.reduce((best, rest, i) => (rest > rests[best] ? i : best), 0);
    shares[at] += 1n;
    rests[at] = -1n;
  }
  return rates.reduce((sum, rate, i) => sum + halfUp((groups.get(rate) + shares[i]) * rate, 100n + rate), 0n);
}
