package dev.clientele.kernel.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's oneDNN: its stream, and the ownership of every native object that is made through
 * it. Primitives, memories and argument maps are made once and reused, because making one costs up
 * to a thousand times running one.
 */
final class OneDnn implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OneDnn.class);

  /**
   * {@code DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1}; the macro has no Java counterpart.
   */
  static int postOpArgument(int index) {
    return 32768 * (index + 1) | DNNL_ARG_SRC_1;
  }

  /** A pointer to memory that oneDNN neither owns nor frees. */
  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }

  final engine processor;
  final stream queue;
  private final List<Pointer> owned = new ArrayList<>();

  OneDnn() {
    processor = own(new engine(org.bytedeco.dnnl.engine.kind.cpu, 0));
    queue = own(new stream(processor));
  }

  /** Keeps a native object alive until this closes, and then frees it. */
  <P extends Pointer> P own(P pointer) {
    owned.add(pointer);
    return pointer;
  }

  /** A description in one of oneDNN's named formats. */
  memory.desc format(memory.format_tag tag, long... sizes) {
    return own(new memory.desc(sizes, memory.data_type.f32, tag, false));
  }

  /** A description by strides, in numbers. */
  memory.desc strided(long[] sizes, long[] strides) {
    return own(new memory.desc(sizes, memory.data_type.f32, strides, false));
  }

  /** A view of a buffer that holds all that is described. */
  memory view(memory.desc description, Buffer buffer) {
    return view(description, buffer, description.get_size() / Float.BYTES);
  }

  /**
   * A view of a buffer.
   *
   * @param extent how many numbers the view reaches over; less than oneDNN's own count where its
   *     last row is a part
   */
  memory view(memory.desc description, Buffer buffer, long extent) {
    if (extent > buffer.floats()) {
      throw new IllegalArgumentException(
          "expected memory of " + extent + " numbers but was " + buffer.floats());
    }
    return own(new memory(description, processor, own(new Address(buffer.address()))));
  }

  /** A prepared call; {@code arguments} alternate oneDNN's argument numbers and memories. */
  Step step(String what, primitive call, primitive_desc_base description, Object... arguments) {
    own(call);
    String implementation = description.impl_info_str().getString();
    if (implementation.startsWith("ref")) {
      log.warn("oneDNN has only slow reference code ({}) for {}", implementation, what);
    }
    IntMemoryMap map = own(new IntMemoryMap());
    for (int i = 0; i < arguments.length; i += 2) {
      map.put((Integer) arguments[i], (memory) arguments[i + 1]);
    }
    return () -> call.execute(queue, map);
  }

  /** A copy from one arrangement to another. */
  Step reorder(memory from, memory to) {
    reorder call = own(new reorder(from, to));
    return () -> call.execute(queue, from, to);
  }

  @Override
  public void close() {
    for (Pointer pointer : owned.reversed()) {
      pointer.close();
    }
    owned.clear();
  }
}
