package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.EnumSerializer;
import com.esotericsoftware.kryo.serializers.OptionalSerializers;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/**
 * Makes instances of Kryo that know the registered classes and nothing else. Numbers 0 to 8 are
 * Kryo's own: primitive types and text.
 */
final class Serializers {
  /** How deep a message may be nested: deeper ones would only use up the stack. */
  private static final int DEPTH = 32;

  private static final int TEXT = 1;

  private Serializers() {}

  static Kryo create(WireTypes types, ActorRefResolver actors) {
    Kryo kryo = new Kryo(new RegisteredClasses(), null);
    kryo.setRegistrationRequired(true);
    kryo.setMaxDepth(DEPTH);
    kryo.register(String.class, new TextSerializer(), TEXT);
    kryo.register(List.class, new ListSerializer(), 10);
    kryo.register(SortedMap.class, new SortedMapSerializer(), 11);
    kryo.register(Optional.class, new OptionalSerializer(), 12);
    kryo.register(OptionalLong.class, new OptionalSerializers.OptionalLongSerializer(), 18);
    kryo.register(int[].class, new IntsSerializer(), 13);
    kryo.register(long[].class, new LongsSerializer(), 14);
    kryo.register(float[].class, new FloatsSerializer(), 15);
    kryo.register(double[].class, new DoublesSerializer(), 16);
    kryo.register(byte[].class, new BytesSerializer(), 17);
    kryo.register(Layout.class, new LayoutSerializer(), 20);
    kryo.register(Weights.class, new WeightsSerializer(), 21);
    kryo.register(Slice.class, new SliceSerializer(), 22);
    kryo.register(ActorRef.class, new ActorRefSerializer(actors), 30);
    types.byNumber().forEach((number, type) -> kryo.register(type, of(type), number));
    return kryo;
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // an enum's class cannot be told from Class<?>
  private static Serializer<?> of(Class<?> type) {
    return type.isEnum() ? new EnumSerializer((Class) type) : new RecordSerializer(type);
  }
}
