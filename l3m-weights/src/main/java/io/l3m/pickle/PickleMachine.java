// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.pickle.PickleValue.Bool;
import io.l3m.pickle.PickleValue.Bytes;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.pickle.PickleValue.Global;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.None;
import io.l3m.pickle.PickleValue.Opaque;
import io.l3m.pickle.PickleValue.Real;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Tuple;
import io.l3m.pickle.PickleValue.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instructions of https://docs.python.org/3/library/pickletools.html without those that could
 * make anything but values: the names of functions are looked up in {@link PickleNames}, and what
 * is not found there ends the reading. Time and memory are bounded by the number of instructions
 * and the length of the pickle. Protocols 0 to 5.
 */
public final class PickleMachine {

  private static final int MOST_INSTRUCTIONS = 5_000_000;
  static final int LONGEST_WHOLE = 1024;
  private static final int HIGHEST_PROTOCOL = 5;
  private static final None NONE = new None();

  private final PickleInput input;
  private final PickleNames names;
  private List<PickleValue> stack = new ArrayList<>();
  private final List<List<PickleValue>> below = new ArrayList<>();
  private final Map<Long, PickleValue> memo = new HashMap<>();

  private PickleMachine(PickleInput input, PickleNames names) {
    this.input = input;
    this.names = names;
  }

  /**
   * The value that a pickle describes.
   *
   * @throws PickleFault if it is cut off, or asks for more than values and what the names allow
   */
  public static PickleValue read(byte[] pickle, PickleNames names) throws PickleFault {
    return new PickleMachine(new PickleInput(pickle), names).run();
  }

  private PickleValue run() throws PickleFault {
    for (int count = 0; count < MOST_INSTRUCTIONS; count++) {
      int code = input.u1();
      if (code == '.') {
        return pop();
      }
      if (!scalar(code) && !text(code) && !collection(code) && !memory(code) && !object(code)) {
        throw new PickleFault(
            "its pickle has the instruction 0x%02x, which values do not need".formatted(code));
      }
    }
    throw new PickleFault("its pickle has more than %,d instructions".formatted(MOST_INSTRUCTIONS));
  }

  private boolean scalar(int code) throws PickleFault {
    switch (code) {
      case 0x80 -> protocol(input.u1());
      case 0x95 -> input.i8(); // the length of a frame, which is of use to streams only
      case 'N' -> push(NONE);
      case 0x88 -> push(new Bool(true));
      case 0x89 -> push(new Bool(false));
      case 'J' -> push(new Whole(input.i4()));
      case 'K' -> push(new Whole(input.u1()));
      case 'M' -> push(new Whole(input.u2()));
      case 0x8a -> push(whole(input.u1()));
      case 0x8b -> push(whole(input.u4()));
      case 'G' -> push(new Real(input.real()));
      case 'I', 'L' -> push(PickleLine.whole(input.line(ISO_8859_1)));
      case 'F' -> push(PickleLine.real(input.line(ISO_8859_1)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void protocol(int version) throws PickleFault {
    if (version > HIGHEST_PROTOCOL) {
      throw new PickleFault("its pickle has the unknown protocol " + version);
    }
  }

  private PickleValue whole(long length) throws PickleFault {
    if (length > LONGEST_WHOLE) {
      throw new PickleFault("its pickle has a whole number of " + length + " bytes");
    }
    byte[] bytes = input.raw(length);
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte low = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = low;
    }
    return PickleLine.whole(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes));
  }

  private boolean text(int code) throws PickleFault {
    switch (code) {
      case 'X' -> push(new Text(input.text(input.u4(), UTF_8)));
      case 0x8c -> push(new Text(input.text(input.u1(), UTF_8)));
      case 0x8d -> push(new Text(input.text(input.i8(), UTF_8)));
      case 'T' -> push(new Text(input.text(input.u4(), ISO_8859_1)));
      case 'U' -> push(new Text(input.text(input.u1(), ISO_8859_1)));
      case 'S' -> push(PickleLine.quoted(input.line(ISO_8859_1)));
      case 'V' -> push(PickleLine.unicode(input.line(ISO_8859_1)));
      case 'B' -> push(new Bytes(input.text(input.u4(), ISO_8859_1)));
      case 'C' -> push(new Bytes(input.text(input.u1(), ISO_8859_1)));
      case 0x8e, 0x96 -> push(new Bytes(input.text(input.i8(), ISO_8859_1)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean collection(int code) throws PickleFault {
    switch (code) {
      case '(' -> {
        below.add(stack);
        stack = new ArrayList<>();
      }
      case ')' -> push(new Tuple(List.of()));
      case ']' -> push(new Items(new ArrayList<>()));
      case '}' -> push(new Dict(new LinkedHashMap<>()));
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case 't' -> push(new Tuple(List.copyOf(marked())));
      case 'l' -> push(new Items(new ArrayList<>(marked())));
      case 'd' -> push(entered(new Dict(new LinkedHashMap<>()), marked()));
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(marked());
      case 's' -> {
        PickleValue value = pop();
        PickleValue key = pop();
        push(entered(pop(), List.of(key, value)));
      }
      case 'u' -> {
        List<PickleValue> entries = marked();
        push(entered(pop(), entries));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private PickleValue tuple(int length) throws PickleFault {
    PickleValue[] items = new PickleValue[length];
    for (int i = length - 1; i >= 0; i--) {
      items[i] = pop();
    }
    return new Tuple(List.of(items));
  }

  private void append(List<PickleValue> items) throws PickleFault {
    PickleValue list = pop();
    if (list instanceof Items(List<PickleValue> known)) {
      known.addAll(items);
    } else if (!(list instanceof Opaque)) {
      throw new PickleFault("its pickle appends to something else than a list");
    }
    push(list);
  }

  private static PickleValue entered(PickleValue target, List<PickleValue> keysAndValues)
      throws PickleFault {
    if (target instanceof Opaque) {
      return target;
    }
    if (!(target instanceof Dict(Map<Object, PickleValue> entries))
        || keysAndValues.size() % 2 != 0) {
      throw new PickleFault("its pickle puts entries into something else than a dict");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      entries.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
    return target;
  }

  private static Object key(PickleValue value) throws PickleFault {
    return switch (value) {
      case Text(String text) -> text;
      case Bytes(String latin1) -> latin1;
      case Whole(long whole) -> whole;
      case Real(double real) -> real;
      case Bool(boolean bool) -> bool;
      case None none -> PickleValue.Key.NONE;
      default ->
          throw new PickleFault("a key of a dict in its pickle is neither text nor a number");
    };
  }

  private boolean memory(int code) throws PickleFault {
    switch (code) {
      case 'q' -> memo.put((long) input.u1(), top());
      case 'r' -> memo.put(input.u4(), top());
      case 'p' -> memo.put(PickleLine.index(input.line(ISO_8859_1)), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> push(remembered(input.u1()));
      case 'j' -> push(remembered(input.u4()));
      case 'g' -> push(remembered(PickleLine.index(input.line(ISO_8859_1))));
      case '0' -> pop();
      case '1' -> marked();
      case '2' -> push(top());
      default -> {
        return false;
      }
    }
    return true;
  }

  private PickleValue remembered(long index) throws PickleFault {
    PickleValue value = memo.get(index);
    if (value == null) {
      throw new PickleFault("its pickle refers to a value that it does not have");
    }
    return value;
  }

  private boolean object(int code) throws PickleFault {
    switch (code) {
      case 'c' -> push(names.find(input.line(UTF_8), input.line(UTF_8)));
      case 0x93 -> {
        PickleValue name = pop();
        if (!(pop() instanceof Text(String module)) || !(name instanceof Text(String member))) {
          throw new PickleFault("its pickle names a function by something else than text");
        }
        push(names.find(module, member));
      }
      case 'Q' -> push(names.persistent(pop()));
      case 'R' -> {
        PickleValue arguments = pop();
        push(names.call(global(pop()), arguments));
      }
      case 0x81 -> {
        pop();
        push(names.newObject(global(pop())));
      }
      case 'b' -> {
        PickleValue state = pop();
        names.setState(top(), state);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Global global(PickleValue value) throws PickleFault {
    if (value instanceof Global global) {
      return global;
    }
    throw new PickleFault("its pickle calls something else than a function");
  }

  private void push(PickleValue value) {
    stack.add(value);
  }

  private PickleValue pop() throws PickleFault {
    if (stack.isEmpty()) {
      throw new PickleFault("its pickle takes a value that it does not have");
    }
    return stack.removeLast();
  }

  private PickleValue top() throws PickleFault {
    if (stack.isEmpty()) {
      throw new PickleFault("its pickle takes a value that it does not have");
    }
    return stack.getLast();
  }

  /** All values above the last mark, which is taken away with them. */
  private List<PickleValue> marked() throws PickleFault {
    if (below.isEmpty()) {
      throw new PickleFault("its pickle takes a mark that it does not have");
    }
    List<PickleValue> values = stack;
    stack = below.removeLast();
    return values;
  }
}
