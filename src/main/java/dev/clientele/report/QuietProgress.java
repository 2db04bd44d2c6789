package dev.clientele.report;

/** Says nothing. */
final class QuietProgress implements Progress {
  @Override
  public void phase(String name, int steps) {}

  @Override
  public void step(int round, double loss, long images) {}

  @Override
  public void close() {}
}
