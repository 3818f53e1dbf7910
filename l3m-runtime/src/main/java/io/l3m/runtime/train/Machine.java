// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TorchThreads;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * What a run computes on.
 *
 * @param remark what a person should know about the choice
 */
record Machine(Device device, int threads, Optional<String> remark) {

  private static final String UNKNOWN = "unknown";

  /** The device that is asked for, or the processor where it is missing. */
  static Machine of(RunOptions options) {
    int threads = TorchThreads.setFromEnvironment();
    if (options.device().isAvailable()) {
      return new Machine(options.device(), threads, Optional.empty());
    }
    String remark = "no CUDA device here: running on the CPU in float32";
    return new Machine(Device.CPU, threads, Optional.of(remark));
  }

  /** What the last digits of a result depend on. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("device", device.toString());
    environment.put("threads", Integer.toString(threads));
    environment.put("java", Runtime.version().toString());
    environment.put("l3m", version(Machine.class));
    environment.put("libtorch", version(Tensor.class));
    return environment;
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse(UNKNOWN);
  }

  /** A remark on what has changed since a checkpoint was written. */
  Optional<String> changesSince(Map<String, String> earlier) {
    Map<String, String> now = environment();
    String changes =
        earlier.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
            .map(entry ->
                "%s was %s and is %s"
                    .formatted(entry.getKey(), entry.getValue(), now.get(entry.getKey())))
            .collect(Collectors.joining(", "));
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(changes + ": losses may differ in their last digits");
  }
}
