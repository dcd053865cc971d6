const broken: string[] = [];

/** States what a benchmark promises beside its figures; one broken promise makes the run fail. */
export function claim(statement: string, holds: boolean): void {
  if (!holds) broken.push(statement);
}

/** Prints every broken claim and sets the exit code; to be called once, at the end. */
export function reportClaims(): void {
  for (const statement of broken) console.error(`BROKEN: ${statement}`);
  if (broken.length > 0) process.exitCode = 1;
  else console.log('all claims hold');
}
