// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleMachine;
import io.l3m.pickle.PickleValue;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.weights.TorchNames.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The zip archive that {@code torch.save} has written since PyTorch 1.6. */
final class TorchArchive {

  private static final String PICKLE = "/data.pkl";
  private static final long LARGEST_PICKLE = 64L << 20;

  /** Where training scripts keep the weights, if they are not the whole of what they save. */
  private static final List<String> WEIGHTS = List.of("model", "state_dict");

  private TorchArchive() {}

  static Map<String, StoredTensor> read(Path path, FileChannel channel) throws IOException {
    ZipDirectory records = ZipDirectory.read(path, channel);
    List<String> pickles = records.names().stream().filter(name -> name.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw WeightsFormatException.of(
          path, "it is a zip archive without a `data.pkl`, and not of `torch.save`");
    }
    String pickle = pickles.getFirst();
    String folder = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
    if (records.find(folder + "constants.pkl").isPresent()) {
      throw WeightsFormatException.of(
          path, "it is a TorchScript program; save its `state_dict()` with `torch.save`");
    }
    ZipDirectory.Entry entry = records.find(pickle).orElseThrow();
    if (entry.length() > LARGEST_PICKLE) {
      throw WeightsFormatException.of(
          path, "its `data.pkl` has %,d bytes, which is too much".formatted(entry.length()));
    }
    try {
      TorchNames names = new TorchNames(records, folder, isBigEndian(path, records, folder));
      return tensors(path, PickleMachine.read(records.content(entry), names));
    } catch (PickleFault fault) {
      throw WeightsFormatException.of(path, fault.problem());
    }
  }

  private static boolean isBigEndian(Path path, ZipDirectory records, String folder)
      throws IOException {
    ZipDirectory.Entry entry =
        records.find(folder + "byteorder").orElse(new ZipDirectory.Entry(0, 0));
    if (entry.length() == 0) {
      return false;
    }
    String order =
        entry.length() > 16
            ? ""
            : new String(records.content(entry), StandardCharsets.US_ASCII).strip();
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default -> throw WeightsFormatException.of(path, "its order of bytes is not known");
    };
  }

  private static Map<String, StoredTensor> tensors(Path path, PickleValue root)
      throws WeightsFormatException {
    if (!(root instanceof Dict(Map<Object, PickleValue> top))) {
      throw WeightsFormatException.of(path, "it holds no dict of tensors by name");
    }
    Map<Object, PickleValue> chosen = weights(top);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    chosen.forEach((key, value) -> {
      if (key instanceof String name && value instanceof Tensor(StoredTensor stored)) {
        tensors.put(name, stored);
      }
    });
    if (tensors.isEmpty() && !chosen.isEmpty()) {
      String keys =
          chosen.keySet().stream()
              .limit(8)
              .map(key -> "`" + key + "`")
              .collect(Collectors.joining(", "));
      throw WeightsFormatException.of(
          path,
          "there are no tensors by name in it, neither at the top, where it has "
              + keys
              + ", nor in `model` or `state_dict`");
    }
    return tensors;
  }

  private static Map<Object, PickleValue> weights(Map<Object, PickleValue> top) {
    for (String key : WEIGHTS) {
      if (top.get(key) instanceof Dict(Map<Object, PickleValue> inner)) {
        return inner;
      }
    }
    return top;
  }
}
