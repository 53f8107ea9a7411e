/** `1,234,567` */
export function grouped(number: number): string {
  return number.toLocaleString("en");
}
