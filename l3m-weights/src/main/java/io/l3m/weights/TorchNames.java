// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleNames;
import io.l3m.pickle.PickleValue;
import io.l3m.pickle.PickleValue.Bytes;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.pickle.PickleValue.Global;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.Made;
import io.l3m.pickle.PickleValue.Opaque;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Tuple;
import io.l3m.pickle.PickleValue.Whole;
import io.l3m.weights.StoredTensor.Extent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The few names that a pickle of weights may mention, and what they mean; nothing is executed. */
final class TorchNames implements PickleNames {

  /**
   * The elements that tensors share.
   *
   * @param elements their type; empty for plain bytes
   */
  record Storage(Optional<ElementType> elements, Extent bytes) implements Made {}

  /** A tensor, of which only the place of its elements is read. */
  record Tensor(StoredTensor stored) implements Made {}

  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String TENSOR_OF_BYTES = "torch._utils._rebuild_tensor_v3";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String PARAMETER_AND_STATE = "torch._utils._rebuild_parameter_with_state";
  private static final String TENSOR_AND_STATE = "torch._tensor._rebuild_from_type_v2";
  private static final String SIZE = "torch.Size";
  private static final String BYTES = "_codecs.encode";
  private static final String UNTYPED = "torch.storage.UntypedStorage";

  private static final Set<String> KNOWN =
      Set.of(
          ORDERED_DICT,
          TENSOR,
          TENSOR_OF_BYTES,
          PARAMETER,
          PARAMETER_AND_STATE,
          TENSOR_AND_STATE,
          SIZE,
          BYTES,
          UNTYPED,
          "torch.Tensor",
          "torch.nn.parameter.Parameter");

  /** What training scripts leave beside the weights: configs, arguments, schedules, figures. */
  private static final Pattern PASSED_OVER =
      Pattern.compile(
          "omegaconf\\.(dictconfig\\.DictConfig|listconfig\\.ListConfig"
              + "|base\\.(Container)?Metadata|nodes\\.\\w+Node)"
              + "|fvcore\\.common\\.param_scheduler\\.\\w+Scheduler"
              + "|argparse\\.Namespace|pathlib\\.(Pure)?(Posix|Windows)?Path|typing\\.Any"
              + "|numpy\\.(_?core\\.multiarray\\.scalar|dtype|dtypes\\.\\w+DType)"
              + "|collections\\.(defaultdict|Counter)|datetime\\.(datetime|timedelta)"
              + "|types\\.SimpleNamespace|torch\\.device|torch\\.torch_version\\.TorchVersion"
              + "|(__builtin__|builtins)\\.(dict|list|tuple|int|long|float|bool|str|unicode|bytes)");

  private static final int MOST_SIZES = 64;

  /** Pairs that are given once may be entered by many calls, which cost next to nothing each. */
  private static final int MOST_PAIRS = 5_000_000;

  private final ZipDirectory records;
  private final String folder;
  private final boolean bigEndian;
  private int pairsEntered;

  TorchNames(ZipDirectory records, String folder, boolean bigEndian) {
    this.records = records;
    this.folder = folder;
    this.bigEndian = bigEndian;
  }

  @Override
  public Global find(String module, String name) throws PickleFault {
    String full = module + "." + name;
    if (KNOWN.contains(full)
        || PASSED_OVER.matcher(full).matches()
        || (module.equals("torch") && elementsOf(name).isPresent())) {
      return new Global(full);
    }
    throw new PickleFault(
        "`%s` is not among what a file of weights may hold (tensors, numbers, text, bytes, lists, tuples and dicts); nothing of it was executed"
            .formatted(full.length() > 200 ? full.substring(0, 200) + "…" : full));
  }

  private static Optional<ElementType> elementsOf(String name) {
    return ElementType.ofStorage(name).or(() -> ElementType.ofTorch(name));
  }

  /** Only what is passed over may be such an object. */
  @Override
  public PickleValue newObject(Global type) throws PickleFault {
    return passedOver(type).orElseThrow(() -> unfit(type.name()));
  }

  private static Optional<PickleValue> passedOver(Global type) {
    return PASSED_OVER.matcher(type.name()).matches()
        ? Optional.of(new Opaque(type.name()))
        : Optional.empty();
  }

  /** The attributes of what is passed over, or the versions of modules, which nobody reads. */
  @Override
  public void setState(PickleValue target, PickleValue state) throws PickleFault {
    if (!(target instanceof Opaque || target instanceof Dict)) {
      throw new PickleFault("its pickle sets attributes of something that has none");
    }
  }

  @Override
  public PickleValue call(Global function, PickleValue arguments) throws PickleFault {
    if (!(arguments instanceof Tuple(List<PickleValue> given))) {
      throw unfit(function.name());
    }
    return switch (function.name()) {
      case ORDERED_DICT -> orderedDict(given);
      case TENSOR -> tensor(function.name(), given, Optional.empty());
      case TENSOR_OF_BYTES ->
          tensor(function.name(), given, Optional.of(elements(at(function.name(), given, 6))));
      case PARAMETER, PARAMETER_AND_STATE -> at(function.name(), given, 0);
      case TENSOR_AND_STATE -> {
        if (!(at(function.name(), given, 0) instanceof Global inner)
            || inner.name().equals(TENSOR_AND_STATE)) {
          throw unfit(function.name());
        }
        yield call(inner, at(function.name(), given, 2));
      }
      case SIZE -> at(function.name(), given, 0);
      case BYTES -> new Bytes(at(BYTES, given, 0) instanceof Text(String text) ? text : "");
      default -> passedOver(function).orElseThrow(() -> unfit(function.name()));
    };
  }

  /** An empty dict, or one of pairs, as very old files have it. */
  private PickleValue orderedDict(List<PickleValue> given) throws PickleFault {
    if (given.isEmpty()) {
      return new Dict(new LinkedHashMap<>());
    }
    Dict dict = new Dict(new LinkedHashMap<>());
    if (!(given.getFirst() instanceof Items(List<PickleValue> pairs))) {
      throw unfit(ORDERED_DICT);
    }
    if (pairs.size() > MOST_PAIRS - pairsEntered) {
      throw new PickleFault("its dicts have more than %,d entries".formatted(MOST_PAIRS));
    }
    pairsEntered += pairs.size();
    for (PickleValue pair : pairs) {
      List<PickleValue> both =
          switch (pair) {
            case Tuple(List<PickleValue> items) -> items;
            case Items(List<PickleValue> items) -> items;
            default -> List.of();
          };
      if (both.size() != 2 || !(both.getFirst() instanceof Text(String key))) {
        throw unfit(ORDERED_DICT);
      }
      dict.entries().put(key, both.getLast());
    }
    return dict;
  }

  private static ElementType elements(PickleValue value) throws PickleFault {
    if (value instanceof Global(String name) && name.startsWith("torch.")) {
      Optional<ElementType> type = ElementType.ofTorch(name.substring("torch.".length()));
      if (type.isPresent()) {
        return type.get();
      }
    }
    throw new PickleFault("a tensor has a type of elements that is not known here");
  }

  /** A record of the archive. */
  @Override
  public PickleValue persistent(PickleValue id) throws PickleFault {
    if (!(id instanceof Tuple(List<PickleValue> parts))
        || parts.size() < 5
        || !(parts.get(1) instanceof Global(String type))
        || !(parts.get(2) instanceof Text(String key))
        || !(parts.get(4) instanceof Whole(long count))) {
      throw new PickleFault("a storage is not described as PyTorch does it");
    }
    Optional<ElementType> elements = ElementType.ofStorage(type.substring(type.indexOf('.') + 1));
    if (elements.isEmpty() && !type.equals(UNTYPED)) {
      throw unfit(type);
    }
    ZipDirectory.Entry entry =
        records
            .find(folder + "data/" + key)
            .orElseThrow(
                () -> new PickleFault("the storage `data/%s` is missing".formatted(shown(key))));
    int size = elements.map(ElementType::bits).orElse(Byte.SIZE) / Byte.SIZE;
    if (count < 0 || count > Long.MAX_VALUE / size || count * size > entry.length()) {
      throw new PickleFault(
          "the storage `data/%s` has %d bytes, which is less than its %d elements take"
              .formatted(shown(key), entry.length(), count));
    }
    return new Storage(
        elements, new Extent(records.path(), entry.position(), count * size, bigEndian));
  }

  private static String shown(String key) {
    return key.length() > 40 ? key.substring(0, 40) + "…" : key;
  }

  /** {@code (storage, offset, sizes, strides, …)}: a view of a storage. */
  private static PickleValue tensor(
      String function, List<PickleValue> given, Optional<ElementType> named) throws PickleFault {
    if (!(at(function, given, 0) instanceof Storage(var elements, Extent bytes))
        || !(at(function, given, 1) instanceof Whole(long offset))) {
      throw unfit(function);
    }
    ElementType type = named.or(() -> elements).orElseThrow(() -> unfit(function));
    List<Long> sizes = wholes(function, at(function, given, 2));
    List<Long> strides = wholes(function, at(function, given, 3));
    int metadata = named.isPresent() ? 7 : 6;
    if (given.size() > metadata
        && given.get(metadata) instanceof Dict(var flags)
        && !flags.isEmpty()) {
      throw new PickleFault("a tensor is a conjugated or negated view, which is not read here");
    }
    int size = type.bits() / Byte.SIZE;
    try {
      if (sizes.size() != strides.size() || sizes.size() > MOST_SIZES || offset < 0) {
        throw unfit(function);
      }
      long count = 1;
      for (long each : sizes) {
        count = Math.multiplyExact(count, Math.max(each, 1));
      }
      Math.multiplyExact(count, size);
      long extent = Math.multiplyExact(StoredTensor.extentOf(sizes, strides), size);
      long begin = Math.multiplyExact(offset, size);
      if (extent > 0 && Math.addExact(begin, extent) > bytes.length()) {
        throw new PickleFault("a tensor of shape %s reaches beyond its storage".formatted(sizes));
      }
      Extent part =
          new Extent(
              bytes.file(), bytes.position() + (extent > 0 ? begin : 0), extent, bytes.bigEndian());
      return new Tensor(new StoredTensor(type, sizes, strides, part));
    } catch (ArithmeticException tooLarge) {
      throw new PickleFault("a tensor of shape %s is too large".formatted(sizes));
    }
  }

  private static List<Long> wholes(String function, PickleValue value) throws PickleFault {
    if (!(value instanceof Tuple(List<PickleValue> items)) || items.size() > MOST_SIZES) {
      throw unfit(function);
    }
    Long[] wholes = new Long[items.size()];
    for (int i = 0; i < wholes.length; i++) {
      if (!(items.get(i) instanceof Whole(long whole)) || whole < 0) {
        throw unfit(function);
      }
      wholes[i] = whole;
    }
    return List.of(wholes);
  }

  private static PickleValue at(String function, List<PickleValue> given, int index)
      throws PickleFault {
    if (index >= given.size()) {
      throw unfit(function);
    }
    return given.get(index);
  }

  private static PickleFault unfit(String name) {
    return new PickleFault("`%s` is not used as PyTorch uses it".formatted(name));
  }
}
