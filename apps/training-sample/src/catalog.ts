import type { CourseId, TraineeId, VideoId } from "./training/generated/training.types.js";

/**
 * The people and the courses of the sample, as constants. In a real application they come from where they live: an
 * identity provider, a course system. Events hold only their ids.
 */

export interface Admin {
  readonly role: "admin";
  readonly id: string;
  readonly name: string;
}

export interface Trainee {
  readonly role: "trainee";
  readonly id: TraineeId;
  readonly name: string;
}

/** Somebody who may log in. */
export type User = Admin | Trainee;

export interface Video {
  readonly id: VideoId;
  readonly title: string;
  readonly minutes: number;
}

export interface Course {
  readonly id: CourseId;
  readonly title: string;
  readonly videos: readonly [Video, ...Video[]];
}

export const ADMIN: Admin = { role: "admin", id: "admin", name: "Ada Admin" };

const trainee = (id: string, name: string): Trainee => ({ role: "trainee", id: id as TraineeId, name });
const video = (id: string, title: string, minutes: number): Video => ({ id: id as VideoId, title, minutes });
const course = (id: string, title: string, ...videos: Course["videos"]): Course => ({
  id: id as CourseId,
  title,
  videos,
});

export const TRAINEES = [
  trainee("01985a3e-0001-7000-8000-000000000001", "Grace Okafor"),
  trainee("01985a3e-0001-7000-8000-000000000002", "Mateo Silva"),
  trainee("01985a3e-0001-7000-8000-000000000003", "Yuki Tanaka"),
] as const;

export const COURSES = [
  course(
    "01985a3e-0002-7000-8000-000000000001",
    "Fire safety at work",
    video("01985a3e-0003-7000-8000-000000000011", "How a fire starts", 6),
    video("01985a3e-0003-7000-8000-000000000012", "The right extinguisher", 9),
    video("01985a3e-0003-7000-8000-000000000013", "Getting everybody out", 7),
  ),
  course(
    "01985a3e-0002-7000-8000-000000000002",
    "Handling personal data",
    video("01985a3e-0003-7000-8000-000000000021", "What counts as personal", 8),
    video("01985a3e-0003-7000-8000-000000000022", "When something leaks", 11),
  ),
  course(
    "01985a3e-0002-7000-8000-000000000003",
    "First aid, refreshed",
    video("01985a3e-0003-7000-8000-000000000031", "Check, call, care", 5),
    video("01985a3e-0003-7000-8000-000000000032", "Recovery position", 4),
    video("01985a3e-0003-7000-8000-000000000033", "Chest compressions", 10),
    video("01985a3e-0003-7000-8000-000000000034", "Bleeding and burns", 9),
  ),
] as const;

export const USERS: readonly User[] = [ADMIN, ...TRAINEES];

export function findUser(id: string): User | undefined {
  return USERS.find((user) => user.id === id);
}

export function findCourse(id: string): Course | undefined {
  return COURSES.find((course) => course.id === id);
}

export function findVideo(id: string): Video | undefined {
  return COURSES.flatMap((course) => course.videos).find((video) => video.id === id);
}
