// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element types of tensors, with their size and their name in safetensors files. */
public enum Dtype {
  FLOAT64(ScalarType.Double, 8, "F64"),
  FLOAT32(ScalarType.Float, 4, "F32"),
  FLOAT16(ScalarType.Half, 2, "F16"),
  BFLOAT16(ScalarType.BFloat16, 2, "BF16"),
  INT64(ScalarType.Long, 8, "I64"),
  INT32(ScalarType.Int, 4, "I32"),
  INT16(ScalarType.Short, 2, "I16"),
  INT8(ScalarType.Char, 1, "I8"),
  UINT64(ScalarType.UInt64, 8, "U64"),
  UINT32(ScalarType.UInt32, 4, "U32"),
  UINT16(ScalarType.UInt16, 2, "U16"),
  UINT8(ScalarType.Byte, 1, "U8"),
  FLOAT8_E4M3(ScalarType.Float8_e4m3fn, 1, "F8_E4M3"),
  FLOAT8_E5M2(ScalarType.Float8_e5m2, 1, "F8_E5M2"),
  BOOL(ScalarType.Bool, 1, "BOOL");

  @SuppressWarnings("ImmutableEnumChecker") // an enum of libtorch, immutable in fact
  private final ScalarType scalarType;

  private final int bytes;
  private final String safetensorsName;

  Dtype(ScalarType scalarType, int bytes, String safetensorsName) {
    this.scalarType = scalarType;
    this.bytes = bytes;
    this.safetensorsName = safetensorsName;
  }

  /** The type of the elements of {@code tensor}. */
  public static Dtype of(Tensor tensor) {
    ScalarType wanted = tensor.scalar_type().intern();
    for (Dtype dtype : values()) {
      if (dtype.scalarType == wanted) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("A tensor of " + wanted + " has no counterpart here");
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The name in a safetensors header, such as {@code F32}. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** True of the types whose tensors can carry gradients. */
  public boolean isFloating() {
    return switch (this) {
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, FLOAT8_E4M3, FLOAT8_E5M2 -> true;
      case INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8, BOOL -> false;
    };
  }

  /** libtorch's name for this type, for blocks that call operators directly. */
  public ScalarType scalarType() {
    return scalarType;
  }
}
