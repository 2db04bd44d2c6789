package dev.clientele.wire;

import com.esotericsoftware.kryo.io.Output;
import java.io.OutputStream;

/** Counts bytes and keeps none, so that a message's array can be made in its exact size. */
final class SizingOutput extends Output {
  SizingOutput() {
    super(OutputStream.nullOutputStream(), 512);
  }

  /** Counts bytes that need not even be made. */
  void skip(long bytes) {
    total += bytes;
  }
}
