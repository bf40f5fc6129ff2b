// A label is the place of the community x 1000 + the number of the grid there; from 901 on they are for a school, a
// hospital or a market, and take no part in the balance; 0 is no grid: land that nobody has drawn in yet.
export const NUMBERS = 1000;
const DEDICATED = 901;
export const numberOf = (label) => label % NUMBERS;
export const communityOf = (label) => Math.floor(label / NUMBERS);
export const isNone = (label) => numberOf(label) === 0;
export const isBase = (label) => !isNone(label) && numberOf(label) < DEDICATED;
