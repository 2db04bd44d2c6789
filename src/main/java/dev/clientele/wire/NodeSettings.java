package dev.clientele.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node's place in a cluster.
 *
 * @param host the address that it binds to and by which others reach it
 * @param port 0: any that is free
 * @param roles what it is for: {@link #SERVER} or {@link #WORKER}
 * @param join {@code host:port} of nodes of the cluster; empty for the first one, which joins
 *     itself
 * @param keys a folder with {@code tls.key}, {@code tls.crt} and {@code ca.crt} (PEM): every
 *     connection is encrypted, and either side proves with a certificate of that authority, of the
 *     same subject as its own, that it belongs to the cluster; empty: plain TCP
 */
public record NodeSettings(
    String host, int port, List<String> roles, List<String> join, Optional<Path> keys) {
  /** The role of the node that leads the run. */
  public static final String SERVER = "server";

  /** The role of nodes that only compute. */
  public static final String WORKER = "worker";

  /** Every node's actor system has this name, which is a part of its address. */
  public static final String SYSTEM = "clientele";

  private static final String TLS = "pekko.remote.artery.ssl.rotating-keys-engine.";

  /** Pekko's name for each file. */
  private static final SortedMap<String, String> KEY_FILES =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of("tls.key", "key-file", "tls.crt", "cert-file", "ca.crt", "ca-cert-file")));

  /** Rejects keys that are not there. */
  public NodeSettings {
    roles = List.copyOf(roles);
    join = List.copyOf(join);
    for (String name : keys.isEmpty() ? Set.<String>of() : KEY_FILES.keySet()) {
      Path file = keys.get().resolve(name);
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException(file + ": expected a file with a key or a certificate");
      }
    }
  }

  /**
   * The settings of this node's actor system, over those of {@code cluster.conf} and, for one that
   * is not the server, of {@code worker.conf}.
   *
   * @param identity what it must have in common with the others
   */
  public Config toConfig(NodeIdentity identity) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("pekko.remote.artery.canonical.hostname", host);
    settings.put("pekko.remote.artery.canonical.port", port);
    settings.put("pekko.cluster.roles", roles);
    settings.put("pekko.cluster.seed-nodes", join.stream().map(NodeSettings::address).toList());
    keys.ifPresent(folder -> secure(settings, folder.toAbsolutePath()));
    return ConfigFactory.parseMap(settings, "this node's place")
        .withFallback(identity.toSettings())
        .withFallback(roles.contains(SERVER) ? ConfigFactory.empty() : resource("worker.conf"))
        .withFallback(resource("cluster.conf"));
  }

  private static Config resource(String name) {
    return ConfigFactory.parseResources(
        NodeSettings.class, name, ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static void secure(Map<String, Object> settings, Path folder) {
    settings.put("pekko.remote.artery.transport", "tls-tcp");
    settings.put(
        "pekko.remote.artery.ssl.ssl-engine-provider",
        "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
    KEY_FILES.forEach((file, name) -> settings.put(TLS + name, folder.resolve(file).toString()));
  }

  private static String address(String hostAndPort) {
    return "pekko://" + SYSTEM + "@" + hostAndPort;
  }
}
