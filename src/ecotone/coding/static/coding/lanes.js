// Which stripe stands in which lane beside the text.

export const MOST_LANES = 6;
const A_LINE = 70; // a passage ends and another begins on one line: their stripes would touch

/**
 * Give each note the first lane that is free where it begins. Notes come in the order of the text;
 * the answer holds the lane of each by its key, also beyond `MOST_LANES`: those are only counted.
 */
export function lanesOf(notes) {
  const ends = [];
  const lanes = new Map();
  for (const { key, start, end } of notes) {
    const free = ends.findIndex((until) => until + A_LINE <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = end;
    lanes.set(key, lane);
  }
  return lanes;
}
