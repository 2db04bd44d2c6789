package dev.clientele.kernel.cpu;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** Matrix products by oneDNN. */
final class Products implements PlaneProducts {
  private final OneDnn dnn;

  Products(OneDnn dnn) {
    this.dnn = dnn;
  }

  Step prepare(
      MatrixProduct shape,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c) {
    if (bias != null && (!shape.isSingle() || shape.factor() != 1)) {
      throw new IllegalArgumentException("expected a bias with one plain product but was " + shape);
    }
    memory.desc left = matrices(shape, shape.m(), shape.k(), shape.a());
    memory.desc right = matrices(shape, shape.k(), shape.n(), shape.b());
    memory.desc result = matrices(shape, shape.m(), shape.n(), shape.c());
    long reach = extent(shape, shape.m(), shape.n(), shape.c());
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                DNNL_ARG_SRC,
                dnn.view(left, a, extent(shape, shape.m(), shape.k(), shape.a())),
                DNNL_ARG_WEIGHTS,
                dnn.view(right, b, extent(shape, shape.k(), shape.n(), shape.b())),
                DNNL_ARG_DST,
                dnn.view(result, c, reach)));
    primitive_attr attributes = dnn.own(new primitive_attr());
    post_ops after = dnn.own(new post_ops());
    if (shape.factor() != 1) {
      after.append_eltwise(algorithm.eltwise_linear, shape.factor(), 0);
    }
    if (add) {
      after.append_sum();
    }
    if (residual != null) {
      arguments.add(OneDnn.postOpArgument(after.len()));
      arguments.add(dnn.view(result, residual, reach));
      after.append_binary(algorithm.binary_add, result);
    }
    attributes.set_post_ops(after);
    matmul.primitive_desc description;
    if (bias == null) {
      description =
          new matmul.primitive_desc(dnn.processor, left, right, result, attributes, false);
    } else {
      memory.desc row = dnn.format(memory.format_tag.ab, 1, shape.n());
      description =
          new matmul.primitive_desc(dnn.processor, left, right, row, result, attributes, false);
      arguments.addAll(List.of(DNNL_ARG_BIAS, dnn.view(row, bias)));
    }
    dnn.own(description);
    return dnn.step(shape.toString(), new matmul(description), description, arguments.toArray());
  }

  @Override
  public Step planes(
      int planes,
      int m,
      int n,
      int k,
      long a,
      long aPlane,
      boolean aTransposed,
      long b,
      long bPlane,
      long c,
      long cPlane,
      boolean add) {
    MatrixProduct.Strides as =
        aTransposed
            ? new MatrixProduct.Strides(aPlane, 0, 1, m)
            : new MatrixProduct.Strides(aPlane, 0, k, 1);
    MatrixProduct.Strides bs = new MatrixProduct.Strides(bPlane, 0, n, 1);
    MatrixProduct.Strides cs = new MatrixProduct.Strides(cPlane, 0, n, 1);
    MatrixProduct shape = new MatrixProduct(planes, 1, m, n, k, as, bs, cs, 1);
    return prepare(
        shape,
        new Buffer(a, extent(shape, m, k, as)),
        new Buffer(b, extent(shape, k, n, bs)),
        null,
        null,
        add,
        new Buffer(c, extent(shape, m, n, cs)));
  }

  private memory.desc matrices(
      MatrixProduct shape, int rows, int columns, MatrixProduct.Strides by) {
    if (shape.isSingle()) {
      return dnn.strided(new long[] {rows, columns}, new long[] {by.row(), by.column()});
    }
    if (shape.inner() == 1) {
      return dnn.strided(
          new long[] {shape.outer(), rows, columns},
          new long[] {by.outer(), by.row(), by.column()});
    }
    return dnn.strided(
        new long[] {shape.outer(), shape.inner(), rows, columns},
        new long[] {by.outer(), by.inner(), by.row(), by.column()});
  }

  /** Numbers from the first to the last, both included. */
  private static long extent(MatrixProduct shape, int rows, int columns, MatrixProduct.Strides by) {
    return (shape.outer() - 1) * by.outer()
        + (shape.inner() - 1) * by.inner()
        + (rows - 1) * by.row()
        + (columns - 1) * by.column()
        + 1;
  }
}
