/** Where ids come from. */
export interface Random {
  /** 16 characters of base32: 80 random bits. */
  id(): string;
}
