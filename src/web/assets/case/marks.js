/** Marks the values of the person that sources state differently, where the column itself lists that conflict. */
export function markConflicts(sections) {
  const conflicts = sections.find(({ name }) => name === 'conflicts');
  const person = sections.find(({ name }) => name === 'person');
  for (const conflict of conflicts?.rows ?? []) {
    const row = person?.rows.find(({ name }) => name === camelCase(conflict.name));
    conflict.cells.forEach((cell, column) => {
      if (cell.kind === 'conflict' && row?.cells[column].kind === 'value') row.cells[column].differs = true;
    });
  }
  return sections;
}

function camelCase(name) {
  return name.toLowerCase().replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}
