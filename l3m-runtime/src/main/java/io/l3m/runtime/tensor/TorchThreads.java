// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.util.Map;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * How many threads one tensor operation may use. libtorch and the matrix library beneath it keep
 * pools of their own, so both are told.
 */
public final class TorchThreads {

  private TorchThreads() {}

  /** Sets the number of threads of both pools. */
  public static void set(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("At least one thread is needed, not " + threads);
    }
    torch.set_num_threads(threads);
    try (TensorScope scope = TensorScope.open()) { // for what it looks the function up with
      openblas_nolapack.blas_set_num_threads(threads);
    }
  }

  /** The number of threads that libtorch uses at present. */
  public static int get() {
    return torch.get_num_threads();
  }

  /**
   * Follows {@code OMP_NUM_THREADS} where the environment sets it, else the number of processors
   * that this process may use.
   *
   * @return the number that was set
   */
  public static int setFromEnvironment() {
    int threads = fromEnvironment(System.getenv());
    set(threads);
    return threads;
  }

  static int fromEnvironment(Map<String, String> environment) {
    String text = environment.getOrDefault("OMP_NUM_THREADS", "").trim();
    return text.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(text)
        : Runtime.getRuntime().availableProcessors();
  }
}
