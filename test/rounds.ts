/** How often a race is run: a sample in `npm test`, a thousand times in `npm run soak`. */
export const rounds = (sample: number): number => Number(process.env['ANJUAN_ROUNDS'] ?? sample)
