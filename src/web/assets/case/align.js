/**
 * Brings the lists of several columns side by side: the same record stands in the same place, although one column shows
 * fewer records than another, or fewer fields of them.
 * @param lists a list of records per column, or undefined where a column has none to show
 * @returns per record an array with, for each column, its index in that column's list, or undefined
 */
export function align(lists) {
  const slots = [];
  lists.forEach((list, column) => {
    list?.forEach((record, index) => {
      const best = bestSlot(slots, record, column, lists);
      if (best) best[column] = index;
      else {
        const slot = new Array(lists.length).fill(undefined);
        slot[column] = index;
        slots.push(slot);
      }
    });
  });
  return slots;
}

function bestSlot(slots, record, column, lists) {
  let [best, score] = [undefined, 0];
  for (const slot of slots) {
    if (slot[column] !== undefined) continue;
    const likeness = likenessTo(slot, record, lists);
    if (likeness > score) [best, score] = [slot, likeness];
  }
  return best;
}

/** The best likeness to what stands in a slot, or -1 when anything there is another record. */
function likenessTo(slot, record, lists) {
  const likenesses = slot.flatMap((index, column) => (index === undefined ? [] : alike(lists[column][index], record)));
  return likenesses.includes(-1) ? -1 : Math.max(...likenesses);
}

/** Number of equal values, or -1 when two values differ: then they are two records. */
function alike(one, other) {
  let equal = 0;
  for (const [name, value] of Object.entries(one)) {
    const beside = other[name];
    if (value === null || beside === null || beside === undefined || typeof value === 'object') continue;
    if (value !== beside) return -1;
    equal += 1;
  }
  return equal;
}
