// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleNames;
import io.l3m.pickle.PickleValue;
import io.l3m.pickle.PickleValue.Bool;
import io.l3m.pickle.PickleValue.Bytes;
import io.l3m.pickle.PickleValue.Global;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.Made;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Tuple;
import io.l3m.pickle.PickleValue.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names in pickles of data: plain values and the arrays of numpy. */
final class NumpyNames implements PickleNames {

  /** An array of numpy, which pickles make empty and fill later. */
  static final class NumpyArray implements Made {

    private Optional<Content> content = Optional.empty();

    /** What it was filled with; empty if the pickle never did. */
    Optional<Content> content() {
      return content;
    }
  }

  /**
   * What is in an array.
   *
   * @param dtype such as {@code u1}
   * @param latin1 the bytes in C order, one character each
   */
  record Content(String dtype, List<Long> shape, String latin1) {}

  /** The type of an array's elements. */
  private record Dtype(String name) implements Made {}

  private static final String RECONSTRUCT = "multiarray._reconstruct";
  private static final String FROM_BUFFER = "numeric._frombuffer";
  private static final String DTYPE = "numpy.dtype";
  private static final String ENCODE = "_codecs.encode";

  private static final Set<String> KNOWN =
      Set.of(
          "numpy.core." + RECONSTRUCT,
          "numpy._core." + RECONSTRUCT,
          "numpy.core." + FROM_BUFFER,
          "numpy._core." + FROM_BUFFER,
          "numpy.ndarray",
          DTYPE,
          ENCODE,
          "__builtin__.bytes",
          "builtins.bytes");

  private static final int MOST_SIZES = 64;

  @Override
  public Global find(String module, String name) throws PickleFault {
    String full = module + "." + name;
    if (KNOWN.contains(full)) {
      return new Global(full);
    }
    throw new PickleFault(
        "it asks for `%s`; only numbers, texts, lists, dicts and arrays are read"
            .formatted(full.length() > 200 ? full.substring(0, 200) + "…" : full));
  }

  @Override
  public PickleValue call(Global function, PickleValue arguments) throws PickleFault {
    String name = function.name();
    List<PickleValue> given = items(name, arguments);
    if (name.endsWith(RECONSTRUCT)) {
      return new NumpyArray();
    }
    if (name.endsWith(FROM_BUFFER)) {
      NumpyArray array = new NumpyArray();
      boolean rows = at(name, given, 3) instanceof Text(String order) && order.equals("C");
      array.content = Optional.of(content(name, given.subList(0, 3), new int[] {1, 2, 0}, rows));
      return array;
    }
    return switch (name) {
      case DTYPE -> new Dtype(text(name, at(name, given, 0)));
      case ENCODE -> new Bytes(latin1(name, given));
      default -> {
        if (!name.endsWith(".bytes") || !given.isEmpty()) {
          throw unfit(name);
        }
        yield new Bytes("");
      }
    };
  }

  /** What protocols before 3 have for bytes: a text and the encoding that makes bytes of it. */
  private static String latin1(String name, List<PickleValue> given) throws PickleFault {
    String encoding = text(name, at(name, given, 1));
    String text = text(name, at(name, given, 0));
    if (!encoding.equals("latin1") || text.chars().anyMatch(each -> each > 0xff)) {
      throw unfit(name);
    }
    return text;
  }

  @Override
  public PickleValue newObject(Global type) throws PickleFault {
    throw unfit(type.name());
  }

  /** An array takes {@code (version, shape, dtype, whether the order is Fortran's, bytes)}. */
  @Override
  public void setState(PickleValue target, PickleValue state) throws PickleFault {
    String name = "numpy.ndarray";
    if (target instanceof Dtype) {
      return; // the order of bytes and the like, which is of no matter to single bytes
    }
    if (!(target instanceof NumpyArray array)) {
      throw new PickleFault("its pickle sets attributes of something that has none");
    }
    List<PickleValue> given = items(name, state);
    boolean rows = at(name, given, 3) instanceof Bool(boolean fortran) && !fortran;
    array.content = Optional.of(content(name, given, new int[] {2, 1, 4}, rows));
  }

  @Override
  public PickleValue persistent(PickleValue id) throws PickleFault {
    throw new PickleFault("it refers to values outside of the pickle");
  }

  /** The content from type, shape and bytes, which stand at the given places. */
  private static Content content(String name, List<PickleValue> given, int[] places, boolean rows)
      throws PickleFault {
    if (!rows) {
      throw new PickleFault("it holds an array in Fortran's order");
    }
    if (!(at(name, given, places[0]) instanceof Dtype(String dtype))) {
      throw unfit(name);
    }
    List<Long> shape = new ArrayList<>();
    for (PickleValue size : items(name, at(name, given, places[1]))) {
      if (!(size instanceof Whole(long whole)) || shape.size() == MOST_SIZES) {
        throw unfit(name);
      }
      shape.add(whole);
    }
    return new Content(dtype, shape, text(name, at(name, given, places[2])));
  }

  /** Text, or bytes, which those of Python 2 are as well. */
  private static String text(String name, PickleValue value) throws PickleFault {
    return switch (value) {
      case Text(String text) -> text;
      case Bytes(String latin1) -> latin1;
      default -> throw unfit(name);
    };
  }

  private static List<PickleValue> items(String name, PickleValue value) throws PickleFault {
    return switch (value) {
      case Tuple(List<PickleValue> items) -> items;
      case Items(List<PickleValue> items) -> items;
      default -> throw unfit(name);
    };
  }

  private static PickleValue at(String name, List<PickleValue> given, int index)
      throws PickleFault {
    if (index >= given.size()) {
      throw unfit(name);
    }
    return given.get(index);
  }

  private static PickleFault unfit(String name) {
    return new PickleFault("`%s` is not used as numpy uses it".formatted(name));
  }
}
