import { FactumError } from "@factum/core/errors";

/** The project's registry could not be loaded, or its code ended or blocked the process that decodes events by it. */
export class ExaminerError extends FactumError {
  readonly code = "examiner";
}
