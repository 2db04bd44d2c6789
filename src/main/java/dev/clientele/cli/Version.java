package dev.clientele.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
public final class Version implements IVersionProvider {
  /** Such as "0.1.0"; "development" where the classes come from no jar. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"clientele " + current()};
  }
}
