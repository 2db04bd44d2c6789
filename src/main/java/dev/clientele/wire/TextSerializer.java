package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;

/** UTF-8. Kryo's own serializer trusts the declared length. */
final class TextSerializer extends Serializer<String> {
  TextSerializer() {
    super(true, true);
  }

  @Override
  public void write(Kryo kryo, Output output, String text) {
    if (text == null) {
      output.writeVarInt(0, true);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.writeVarInt(bytes.length + 1, true);
    output.writeBytes(bytes);
  }

  @Override
  public String read(Kryo kryo, Input input, Class<? extends String> type) {
    int length = input.readVarInt(true) - 1;
    if (length < 0) {
      return null;
    }
    Bulk.requireBytes(input, length);
    return new String(input.readBytes(length), StandardCharsets.UTF_8);
  }
}
