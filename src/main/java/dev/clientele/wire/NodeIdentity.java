package dev.clientele.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two nodes must have in common for a run to have the same bits wherever its clients are. A
 * node tells it when it joins, as a part of its settings, and is refused where it differs.
 *
 * @param configuration digest of the run's configuration
 * @param processor the instructions that are used
 * @param libraries versions of everything that computes
 * @param probe digest of what a small computation gave here
 */
public record NodeIdentity(String configuration, String processor, String libraries, String probe) {
  private static final String PATH = "clientele.node.identity.";

  static final String PROTOCOL = PATH + "protocol";
  static final String PROCESSOR = PATH + "processor";

  /** The settings' paths. */
  static List<String> paths() {
    return List.copyOf(new NodeIdentity("", "", "", "").settings(0).keySet());
  }

  /** This identity as settings of an actor system. */
  public Config toSettings() {
    return toSettings(Protocol.VERSION);
  }

  /** The same for a node of another protocol version. */
  Config toSettings(int protocol) {
    return ConfigFactory.parseMap(settings(protocol), "this node's identity");
  }

  private Map<String, String> settings(int protocol) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(PROTOCOL, "" + protocol);
    settings.put(PATH + "configuration", configuration);
    settings.put(PROCESSOR, processor);
    settings.put(PATH + "libraries", libraries);
    settings.put(PATH + "probe", probe);
    return settings;
  }
}
