const CELLS = 20;

/** `██████░░░░░░░░░░░░░░   30 %` for a share from 0 to 1. */
export function bar(share: number): string {
  const filled = Math.floor(share * CELLS);
  return `${"█".repeat(filled)}${"░".repeat(CELLS - filled)}  ${`${Math.floor(share * 100)} %`.padStart(5)}`;
}
