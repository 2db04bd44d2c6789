package dev.clientele.config;

/** What to do about data that cannot be used. */
public enum OnProblem {
  /** End with an error that names it. */
  FAIL,
  /** Leave it out and count it. */
  SKIP
}
