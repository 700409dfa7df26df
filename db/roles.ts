/**
 * The roles of the database. None can log in: whoever connects becomes one of them, for one transaction or for
 * one connection. They belong to the whole cluster, so every database of a cluster shares them.
 */
export const ROLES = {
  /** Owns the tables; migrations and maintenance. */
  owner: "skald_owner",
  /** Users and passwords, before anybody is known. */
  auth: "skald_auth",
  /** A person, whose id is set inside the transaction. */
  request: "skald_request",
  /** The log, its leases and projections: many people's events at once. */
  writer: "skald_writer",
  /** Owns the functions that policies ask; nobody acts as it. */
  lookup: "skald_lookup",
} as const;

export type Role = (typeof ROLES)[keyof typeof ROLES];
