// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.Optional;

/** Types of elements in files, by their names in safetensors and in PyTorch. */
public enum ElementType {
  F64("F64", "float64", "DoubleStorage", 64, true),
  F32("F32", "float32", "FloatStorage", 32, true),
  F16("F16", "float16", "HalfStorage", 16, true),
  BF16("BF16", "bfloat16", "BFloat16Storage", 16, true),
  I64("I64", "int64", "LongStorage", 64, false),
  I32("I32", "int32", "IntStorage", 32, false),
  I16("I16", "int16", "ShortStorage", 16, false),
  I8("I8", "int8", "CharStorage", 8, false),
  U64("U64", "uint64", "", 64, false),
  U32("U32", "uint32", "", 32, false),
  U16("U16", "uint16", "", 16, false),
  U8("U8", "uint8", "ByteStorage", 8, false),
  BOOL("BOOL", "bool", "BoolStorage", 8, false),
  C64("C64", "complex64", "ComplexFloatStorage", 64, true),
  F8_E4M3("F8_E4M3", "float8_e4m3fn", "", 8, true),
  F8_E5M2("F8_E5M2", "float8_e5m2", "", 8, true),
  F8_E8M0("F8_E8M0", "float8_e8m0fnu", "", 8, true),
  F8_E4M3FNUZ("F8_E4M3FNUZ", "float8_e4m3fnuz", "", 8, true),
  F8_E5M2FNUZ("F8_E5M2FNUZ", "float8_e5m2fnuz", "", 8, true),
  F4("F4", "", "", 4, true),
  F6_E2M3("F6_E2M3", "", "", 6, true),
  F6_E3M2("F6_E3M2", "", "", 6, true);

  private final String safetensorsName;
  private final String torchName;
  private final String storageName;
  private final int bits;
  private final boolean floating;

  ElementType(
      String safetensorsName, String torchName, String storageName, int bits, boolean floating) {
    this.safetensorsName = safetensorsName;
    this.torchName = torchName;
    this.storageName = storageName;
    this.bits = bits;
    this.floating = floating;
  }

  /** The type with a name like {@code F32}. */
  static Optional<ElementType> ofSafetensors(String name) {
    for (ElementType type : values()) {
      if (type.safetensorsName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type with a name like {@code float32}, as in {@code torch.float32}. */
  static Optional<ElementType> ofTorch(String name) {
    for (ElementType type : values()) {
      if (type.torchName.equals(name) && !name.isEmpty()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type of the elements of a storage like {@code FloatStorage}. */
  static Optional<ElementType> ofStorage(String name) {
    for (ElementType type : values()) {
      if (type.storageName.equals(name) && !name.isEmpty()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The name in a safetensors header. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** Bits of one element. */
  public int bits() {
    return bits;
  }

  /** Whether elements are numbers with a fraction. */
  public boolean isFloating() {
    return floating;
  }

  /** The name for people: PyTorch's where it has one. */
  @Override
  public String toString() {
    return torchName.isEmpty() ? safetensorsName : torchName;
  }
}
