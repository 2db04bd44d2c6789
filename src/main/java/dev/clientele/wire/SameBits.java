package dev.clientele.wire;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Refuses a node that speaks another protocol version or would compute other bits. Pekko asks it,
 * on both sides, before a node joins; cluster.conf names it.
 */
public final class SameBits extends JoinConfigCompatChecker {
  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(NodeIdentity.paths()).toSeq();
  }

  @Override
  public ConfigValidation check(Config toCheck, Config actual) {
    List<String> errors = new ArrayList<>();
    for (String path : NodeIdentity.paths()) {
      String expected = text(actual, path);
      String was = text(toCheck, path);
      if (!expected.equals(was)) {
        errors.add(
            "expected %s \"%s\" but was \"%s\"%s".formatted(path, expected, was, hint(path)));
      }
    }
    return errors.isEmpty()
        ? Valid$.MODULE$
        : new Invalid(CollectionConverters.asScala(errors).toSeq());
  }

  private static String text(Config config, String path) {
    return config.hasPath(path) ? config.getString(path) : "";
  }

  private static String hint(String path) {
    return path.equals(NodeIdentity.PROCESSOR)
        ? ": the environment variable ONEDNN_MAX_CPU_ISA can keep all nodes to what they share"
        : "";
  }
}
