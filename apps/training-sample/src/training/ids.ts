import { z } from "zod";

/** One spelling per value: a UUID in upper case would be another stream. */
const uuid = () => z.uuid().lowercase();

export const TrainingId = uuid().meta({ id: "TrainingId" });
export const TraineeId = uuid().meta({ id: "TraineeId" });
export const CourseId = uuid().meta({ id: "CourseId" });
export const VideoId = uuid().meta({ id: "VideoId" });
