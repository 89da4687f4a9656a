/** Who has something to do on which day: a list per day, in constant memory for a given number of entries. */
export interface Agenda {
  /** Puts an entry on a day; each entry is on one day at a time. Days past the last are dropped. */
  add(day: number, entry: number): void;
  /** Takes an entry off a day: the latest put there; −1 when none is left. */
  take(day: number): number;
}

export function agendaOf(days: number, entries: number): Agenda {
  const first = new Int32Array(days).fill(-1);
  const following = new Int32Array(entries);
  return {
    add(day, entry) {
      if (day >= days) return;
      following[entry] = first[day]!;
      first[day] = entry;
    },
    take(day) {
      const entry = first[day]!;
      if (entry >= 0) first[day] = following[entry]!;
      return entry;
    },
  };
}
