import { z } from 'zod';

/** A setting that is a whole number, as text, and may be left out. */
export const optionalWholeNumber = (least: number, most: number) => between(least, most).optional();

/** A setting that is a whole number, as text. @param standard what it is when it is not set */
export const wholeNumber = (least: number, most: number, standard: number) => between(least, most).default(standard);

const between = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,13}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
