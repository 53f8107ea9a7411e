/** `12:03 UTC` on the same day, else `2026-11-22 12:03 UTC`; a text that is no time as it stands. */
export function timeText(iso: string, now: Date): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const [day = "", clock = ""] = time.toISOString().split("T");
  const isToday = now.toISOString().startsWith(day);
  return `${isToday ? "" : `${day} `}${clock.slice(0, 5)} UTC`;
}
