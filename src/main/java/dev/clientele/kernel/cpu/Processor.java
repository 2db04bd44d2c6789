package dev.clientele.kernel.cpu;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** What the processor's kernels are made of: two processors that differ here compute other bits. */
public final class Processor {
  private static final Map<Integer, String> NAMES = names();

  private Processor() {}

  /**
   * The architecture, the instructions that oneDNN uses (at most those of {@code
   * ONEDNN_MAX_CPU_ISA}), and the width of the JVM's vectors, such as {@code amd64 avx2 256}.
   */
  public static String instructions() {
    int isa = dnnl.dnnl_get_effective_cpu_isa();
    return "%s %s %d"
        .formatted(
            System.getProperty("os.arch"),
            NAMES.getOrDefault(isa, Integer.toHexString(isa)),
            FloatVector.SPECIES_PREFERRED.vectorBitSize());
  }

  /** oneDNN's version and commit. */
  public static String oneDnn() {
    // The library's own memory, so it is not closed.
    dnnl_version_t version = dnnl.dnnl_version();
    return "%d.%d.%d %s"
        .formatted(version.major(), version.minor(), version.patch(), version.hash().getString())
        .toLowerCase(Locale.ROOT);
  }

  private static Map<Integer, String> names() {
    Map<Integer, String> names = new TreeMap<>();
    names.put(dnnl.dnnl_cpu_isa_sse41, "sse41");
    names.put(dnnl.dnnl_cpu_isa_avx, "avx");
    names.put(dnnl.dnnl_cpu_isa_avx2, "avx2");
    names.put(dnnl.dnnl_cpu_isa_avx2_vnni, "avx2_vnni");
    names.put(dnnl.dnnl_cpu_isa_avx2_vnni_2, "avx2_vnni_2");
    names.put(dnnl.dnnl_cpu_isa_avx512_core, "avx512_core");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_vnni, "avx512_core_vnni");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_bf16, "avx512_core_bf16");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_fp16, "avx512_core_fp16");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_amx, "avx512_core_amx");
    names.put(dnnl.dnnl_cpu_isa_avx512_core_amx_fp16, "avx512_core_amx_fp16");
    return Map.copyOf(names);
  }
}
