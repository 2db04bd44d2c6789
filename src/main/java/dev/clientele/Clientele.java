package dev.clientele;

/** The program. */
public final class Clientele {
  private Clientele() {}

  /** Runs the command line. */
  public static void main(String[] args) {}
}
