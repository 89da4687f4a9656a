/** How the numbers of a country are written. Source: ITU-T E.164 and the national numbering plans it lists. */
export interface PhonePlan {
  /** Calling code. */
  readonly code: string;
  /** What is dialled before a number inside the country, and not from outside; "" where nothing is. */
  readonly trunk: string;
  /** Fewest and most digits of a number without code and trunk. */
  readonly digits: readonly [number, number];
  /** The same of a mobile number: what is as long as one after the calling code is taken to begin with that code. */
  readonly mobile: readonly [number, number];
}

const plan = (code: string, trunk: string, digits: PhonePlan["digits"], mobile = digits): PhonePlan => ({
  code,
  trunk,
  digits,
  mobile,
});

/** By ISO 3166 code. */
export const phonePlans: Readonly<Record<string, PhonePlan>> = {
  AE: plan("971", "0", [8, 9], [9, 9]),
  AT: plan("43", "0", [6, 13], [10, 12]),
  AU: plan("61", "0", [9, 9]),
  BE: plan("32", "0", [8, 9], [9, 9]),
  BG: plan("359", "0", [7, 9], [9, 9]),
  BR: plan("55", "0", [10, 11], [11, 11]),
  CA: plan("1", "1", [10, 10]),
  CH: plan("41", "0", [9, 9]),
  CN: plan("86", "0", [9, 11], [11, 11]),
  CZ: plan("420", "", [9, 9]),
  DE: plan("49", "0", [6, 11], [10, 11]),
  DK: plan("45", "", [8, 8]),
  EE: plan("372", "", [7, 8]),
  ES: plan("34", "", [9, 9]),
  FI: plan("358", "0", [6, 12], [9, 10]),
  FR: plan("33", "0", [9, 9]),
  GB: plan("44", "0", [9, 10], [10, 10]),
  GR: plan("30", "", [10, 10]),
  HK: plan("852", "", [8, 8]),
  HR: plan("385", "0", [8, 9]),
  HU: plan("36", "06", [8, 9], [9, 9]),
  ID: plan("62", "0", [8, 12], [9, 12]),
  IE: plan("353", "0", [7, 9], [9, 9]),
  IL: plan("972", "0", [8, 9], [9, 9]),
  IN: plan("91", "0", [10, 10]),
  IT: plan("39", "", [6, 11], [10, 10]),
  JP: plan("81", "0", [9, 10], [10, 10]),
  KR: plan("82", "0", [8, 10], [9, 10]),
  LT: plan("370", "0", [8, 8]),
  LU: plan("352", "", [6, 11], [9, 9]),
  LV: plan("371", "", [8, 8]),
  MO: plan("853", "", [8, 8]),
  MX: plan("52", "", [10, 10]),
  MY: plan("60", "0", [8, 10], [9, 10]),
  NL: plan("31", "0", [9, 9]),
  NO: plan("47", "", [8, 8]),
  NZ: plan("64", "0", [8, 10]),
  PH: plan("63", "0", [8, 10], [10, 10]),
  PL: plan("48", "", [9, 9]),
  PT: plan("351", "", [9, 9]),
  RO: plan("40", "0", [9, 9]),
  RU: plan("7", "8", [10, 10]),
  SA: plan("966", "0", [8, 9], [9, 9]),
  SE: plan("46", "0", [7, 10], [9, 9]),
  SG: plan("65", "", [8, 8]),
  SI: plan("386", "0", [8, 8]),
  SK: plan("421", "0", [9, 9]),
  TH: plan("66", "0", [8, 9], [9, 9]),
  TR: plan("90", "0", [10, 10]),
  TW: plan("886", "0", [8, 9], [9, 9]),
  UA: plan("380", "0", [9, 9]),
  US: plan("1", "1", [10, 10]),
  VN: plan("84", "0", [9, 10], [9, 9]),
  ZA: plan("27", "0", [9, 9]),
};
