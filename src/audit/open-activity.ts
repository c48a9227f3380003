/**
 * SQL: whether a line of the processing log may be told to the person it is about, or passed on for that. It may where
 * the register says of its activity that it is not confidential (AVG art. 23, UAVG art. 41). Of an activity that is not
 * in the register, or no longer, nobody knows whether it was: its lines are not told. Every reader of the log that
 * answers for the person asks this, and only this.
 * @param line alias of `audit.processing_record`
 */
export function isOpenActivity(line: string): string {
  return `${line}.processing_activity_id in (select open.uri from app.processing_activity open where not open.confidential)`;
}
