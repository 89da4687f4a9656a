/** How demand moves with time. Factors multiply; 1 changes nothing. */
export interface SeasonParameters {
  /** [7] by weekday, Monday first. */
  readonly weekly: readonly number[];
  /** Half the swing of a yearly wave. */
  readonly yearly: number;
  /** Day of the year on which the wave is highest, from 0. */
  readonly yearlyPeak: number;
  /** Relative growth in a year of what each customer buys. */
  readonly growth: number;
  /** Times the planted effect of each holiday on the logarithm of demand; 0: a day like any other. */
  readonly holidays: number;
  /** Times the planted effect of advertising; 0: it does nothing. */
  readonly media: number;
}

/** The season of Linden & Co: people shop on Sunday evenings and before Christmas. */
export const plantedSeason: SeasonParameters = {
  weekly: [1.08, 1, 0.97, 0.98, 0.92, 0.86, 1.19],
  yearly: 0.15,
  yearlyPeak: 340,
  growth: 0.1,
  holidays: 1,
  media: 1,
};
