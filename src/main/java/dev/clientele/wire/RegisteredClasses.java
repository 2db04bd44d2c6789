package dev.clientele.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import java.util.List;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Finds classes by number and never by name: Kryo loads a class that a message names even where
 * registration is required. The many classes of a list, a sorted map or an actor's address count as
 * their interface.
 */
final class RegisteredClasses extends DefaultClassResolver {
  private static final List<Class<?>> INTERFACES =
      List.of(ActorRef.class, List.class, SortedMap.class);

  @Override
  @SuppressWarnings("rawtypes") // as Kryo declares it
  public Registration getRegistration(Class type) {
    Registration exact = super.getRegistration(type);
    if (exact != null || type.isRecord()) {
      return exact;
    }
    for (Class<?> each : INTERFACES) {
      if (each.isAssignableFrom(type)) {
        return super.getRegistration(each);
      }
    }
    return null;
  }

  @Override
  protected Registration readName(Input input) {
    throw new KryoException("expected the number of a registered class but was a name");
  }
}
