/** Ids and seeds; seeded in stories so that they can be told again. */
export interface Random {
  /** 16 characters of base32: 80 random bits. */
  id(): string;
  /** An unsigned 32-bit integer. */
  seed(): number;
}
