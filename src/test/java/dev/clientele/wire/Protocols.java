package dev.clientele.wire;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.io.File;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/** Walks through sealed protocols and the records in them. */
public final class Protocols {
  static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getName);

  /** What the serializer knows by itself. */
  private static final Set<Class<?>> KNOWN =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Boolean.class,
          List.class,
          SortedMap.class,
          Optional.class,
          OptionalLong.class,
          int[].class,
          long[].class,
          float[].class,
          double[].class,
          byte[].class,
          Layout.class,
          Weights.class,
          Slice.class,
          ActorRef.class);

  private Protocols() {}

  /** Every class of the program, compiled where the marker was, that is such a message. */
  static List<Class<?>> messagesOf(Class<?> marker) throws Exception {
    Path root = Path.of(marker.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names;
    try (Stream<Path> files = Files.walk(root.resolve("dev/clientele"))) {
      names =
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .map(name -> name.replace(File.separatorChar, '.'))
              .sorted()
              .toList();
    }
    List<Class<?>> messages = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, marker.getClassLoader());
      if (marker.isAssignableFrom(type) && !type.isInterface()) {
        messages.add(type);
      }
    }
    return messages;
  }

  /** Every class that a value of this type may bring along, itself included. */
  public static Set<Class<?>> reach(Type type) {
    Set<Class<?>> reached = new TreeSet<>(BY_NAME);
    walk(type, reached);
    return reached;
  }

  /** Those that have no number. */
  public static Set<Class<?>> unregistered(Set<Class<?>> reached, WireTypes types) {
    Set<Class<?>> missing = new TreeSet<>(BY_NAME);
    missing.addAll(reached);
    missing.removeAll(types.classes());
    return missing;
  }

  private static void walk(Type type, Set<Class<?>> reached) {
    switch (type) {
      case ParameterizedType p when p.getRawType() == ActorRef.class -> {}
      case ParameterizedType p -> {
        walk(p.getRawType(), reached);
        List.of(p.getActualTypeArguments()).forEach(argument -> walk(argument, reached));
      }
      case WildcardType w -> List.of(w.getUpperBounds()).forEach(bound -> walk(bound, reached));
      case Class<?> c when c.isSealed() && !c.isEnum() ->
          List.of(c.getPermittedSubclasses()).forEach(each -> walk(each, reached));
      case Class<?> c -> visit(c, reached);
      default -> throw new IllegalArgumentException("expected a class but was " + type);
    }
  }

  private static void visit(Class<?> type, Set<Class<?>> reached) {
    if (type.isPrimitive() || KNOWN.contains(type) || !reached.add(type) || !type.isRecord()) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      walk(component.getGenericType(), reached);
    }
  }
}
