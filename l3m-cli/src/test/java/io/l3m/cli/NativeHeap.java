// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes that this process has taken from {@code malloc} and not given back, as glibc counts
 * them ({@code mallinfo2}). libtorch's tensors on the processor are among them, whether or not
 * their pages were ever touched. Java calls it since version 22, so that is found by reflection.
 */
final class NativeHeap {

  private static final int FIELDS = 10;
  private static final int MAPPED = 4;
  private static final int IN_USE = 7;

  private static final int QUIET_MILLIS = 300;

  private final MethodHandle mallinfo;
  private final Class<?> arena;

  private NativeHeap(MethodHandle mallinfo, Class<?> arena) {
    this.mallinfo = mallinfo;
    this.arena = arena;
  }

  /** Empty where Java or the C library cannot tell. */
  static Optional<NativeHeap> find() {
    try {
      Class<?> linker = Class.forName("java.lang.foreign.Linker");
      Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
      Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      Class<?> lookup = Class.forName("java.lang.foreign.SymbolLookup");
      Class<?> option = Class.forName("java.lang.foreign.Linker$Option");
      Object system = linker.getMethod("nativeLinker").invoke(null);
      Object symbols = linker.getMethod("defaultLookup").invoke(system);
      Optional<?> address =
          (Optional<?>) lookup.getMethod("find", String.class).invoke(symbols, "mallinfo2");
      if (address.isEmpty()) {
        return Optional.empty();
      }
      Object fields = Array.newInstance(layout, FIELDS);
      for (int i = 0; i < FIELDS; i++) {
        Array.set(fields, i, wholes());
      }
      Object struct = layout.getMethod("structLayout", fields.getClass()).invoke(null, fields);
      Object type =
          descriptor
              .getMethod("of", layout, fields.getClass())
              .invoke(null, struct, Array.newInstance(layout, 0));
      Object options = Array.newInstance(option, 0);
      MethodHandle handle =
          (MethodHandle)
              linker
                  .getMethod("downcallHandle", segment, descriptor, options.getClass())
                  .invoke(system, address.get(), type, options);
      return Optional.of(new NativeHeap(handle, Class.forName("java.lang.foreign.Arena")));
    } catch (ReflectiveOperationException absent) {
      return Optional.empty();
    }
  }

  private static Object wholes() throws ReflectiveOperationException {
    return Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_LONG").get(null);
  }

  /** The bytes at present. */
  long bytes() {
    try {
      AutoCloseable memory = (AutoCloseable) arena.getMethod("ofConfined").invoke(null);
      try (memory) {
        Object info = mallinfo.invokeWithArguments(memory);
        Class<?> layout = Class.forName("java.lang.foreign.ValueLayout$OfLong");
        long[] fields =
            (long[])
                Class.forName("java.lang.foreign.MemorySegment")
                    .getMethod("toArray", layout)
                    .invoke(info, wholes());
        return fields[MAPPED] + fields[IN_USE];
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("mallinfo2 cannot be called", failure);
    }
  }

  /** Returns once the bytes have not changed for a while: nobody works in the background. */
  void awaitRest() throws InterruptedException {
    long before;
    long now = bytes();
    do {
      before = now;
      Thread.sleep(QUIET_MILLIS);
      now = bytes();
    } while (now != before);
  }

  /** The median of what several runs of something leave behind. */
  static long median(long... bytes) {
    Arrays.sort(bytes);
    return bytes[bytes.length / 2];
  }
}
