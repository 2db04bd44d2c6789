package dev.clientele.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Properties;
import java.util.SequencedMap;

/** What this program and this machine say about themselves; "unknown" where they do not. */
final class Build {
  private Build() {}

  static String version() {
    String version = Build.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  static String commit() {
    return property("/git.properties", "git.commit.id");
  }

  static String jdk() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
  }

  /** Maven leaves every library's version inside its jar, so none has to be loaded to ask. */
  static SequencedMap<String, String> nativeLibraries() {
    SequencedMap<String, String> versions = new LinkedHashMap<>();
    versions.put("javacpp", mavenVersion("org.bytedeco/javacpp"));
    versions.put("dnnl", mavenVersion("org.bytedeco/dnnl"));
    versions.put("openblas", mavenVersion("org.bytedeco/openblas"));
    versions.put("nd4j", mavenVersion("org.nd4j/nd4j-native"));
    return versions;
  }

  private static String mavenVersion(String artifact) {
    return property("/META-INF/maven/" + artifact + "/pom.properties", "version");
  }

  private static String property(String resource, String key) {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return properties.getProperty(key, "unknown");
  }

  static String host() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = "unknown";
    }
    return "%s, %s %s %s, %d processors"
        .formatted(
            name,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }
}
