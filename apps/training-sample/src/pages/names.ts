import { findCourse, findUser, findVideo } from "../catalog.js";

/** What ids are called. Programs may use ids that are not in the catalog; those show themselves. */

export function courseTitle(id: string): string {
  return findCourse(id)?.title ?? `Course ${shortId(id)}`;
}

export function videoTitle(id: string): string {
  return findVideo(id)?.title ?? `Video ${shortId(id)}`;
}

export function personNamed(id: string): { readonly id: string; readonly name: string } {
  return findUser(id) ?? { id, name: `Trainee ${shortId(id)}` };
}

function shortId(id: string): string {
  return `…${id.slice(-6)}`;
}
