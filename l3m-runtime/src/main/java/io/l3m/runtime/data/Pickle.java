// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Python's pickles of plain data, and executes nothing: numbers become {@code Long} and
 * {@code Double}, texts {@code String}, byte strings {@code String} of one character a byte, lists
 * and tuples {@code List}, dicts {@code Map}, numpy's arrays {@link NumpyArray}. Whatever else a
 * pickle asks for is refused by its name. Protocols 0 to 5 (Python, {@code pickletools}).
 */
final class Pickle {

  /** What is no value of data. */
  private enum Sign {
    NONE,
    MARK
  }

  /**
   * An array of numpy.
   *
   * @param dtype such as {@code u1}
   * @param data its bytes in C order, one character each
   */
  record NumpyArray(String dtype, List<Object> shape, String data) {}

  /** A class or function that is only known by its name. */
  private record Named(String name) {}

  /** An array whose content is yet to come. */
  private static final class Blank {}

  private static final Set<String> ALLOWED =
      Set.of(
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct",
          "numpy.core.numeric._frombuffer",
          "numpy._core.numeric._frombuffer",
          "numpy.ndarray",
          "numpy.dtype",
          "_codecs.encode",
          "__builtin__.bytes",
          "builtins.bytes");

  private static final Pattern UNICODE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})");

  private static final Pattern QUOTED = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.)");

  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private final Map<Object, Object> replaced = new HashMap<>();

  private Pickle(byte[] content) {
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the content is no pickle of plain data; the message says
   *     what it is
   */
  static Object read(byte[] content) {
    Pickle pickle = new Pickle(content);
    try {
      return pickle.value();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it is no whole pickle", e);
    } catch (ClassCastException | NumberFormatException e) {
      throw new IllegalArgumentException("it is no pickle of plain data", e);
    }
  }

  private Object value() {
    while (true) {
      char op = (char) (in.get() & 0xff);
      if (op == '.') {
        return finished(pop());
      }
      if (!number(op) && !text(op) && !container(op) && !memory(op) && !object(op)) {
        throw new IllegalArgumentException(
            "it is no pickle of plain data: it holds the code 0x" + Integer.toHexString(op));
      }
    }
  }

  // ---- plain values

  private boolean number(char op) {
    switch (op) {
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 'I' -> {
        String line = line();
        push(Long.parseLong(line)); // 00 and 01 were the truth values of old pickles
      }
      case 'L' -> push(Long.parseLong(line().replace("L", "")));
      case '\u008a' -> push(whole(in.get() & 0xff));
      case '\u008b' -> push(whole(in.getInt()));
      case 'F' -> push(Double.parseDouble(line()));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'N' -> push(Sign.NONE);
      case '\u0088' -> push(true);
      case '\u0089' -> push(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private long whole(int length) {
    if (length > Long.BYTES) {
      throw new IllegalArgumentException("it holds a number of " + length + " bytes");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      long part = in.get();
      value |= (i + 1 == length ? part : part & 0xff) << (8 * i);
    }
    return value;
  }

  private boolean text(char op) {
    switch (op) {
      case '\u008c' -> push(string(in.get() & 0xff, StandardCharsets.UTF_8));
      case 'X' -> push(string(in.getInt(), StandardCharsets.UTF_8));
      case '\u008d' -> push(string(in.getLong(), StandardCharsets.UTF_8));
      case 'U', 'C' -> push(string(in.get() & 0xff, StandardCharsets.ISO_8859_1));
      case 'T', 'B' -> push(string(in.getInt(), StandardCharsets.ISO_8859_1));
      case '\u008e', '\u0096' -> push(string(in.getLong(), StandardCharsets.ISO_8859_1));
      case 'V' -> push(unescaped(line(), UNICODE));
      case 'S' -> {
        String quoted = line();
        push(unescaped(quoted.substring(1, quoted.length() - 1), QUOTED));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String string(long length, Charset charset) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    String text = new String(in.array(), in.position(), (int) length, charset);
    in.position(in.position() + (int) length);
    return text;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = (char) (in.get() & 0xff); c != '\n'; c = (char) (in.get() & 0xff)) {
      line.append(c);
    }
    return line.toString();
  }

  private static String unescaped(String text, Pattern escapes) {
    return escapes
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group(1))));
  }

  private static String unescaped(String escape) {
    return switch (escape.charAt(0)) {
      case 'u', 'U', 'x' -> Character.toString(Integer.parseInt(escape.substring(1), 16));
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> escape;
    };
  }

  // ---- containers

  private boolean container(char op) {
    switch (op) {
      case '}' -> push(new LinkedHashMap<>());
      case ']' -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case '(' -> push(Sign.MARK);
      case 't', 'l' -> push(new ArrayList<>(marked()));
      case 'd' -> {
        List<Object> items = marked();
        Map<Object, Object> dict = new LinkedHashMap<>();
        put(dict, items);
        push(dict);
      }
      case '\u0085' -> push(last(1));
      case '\u0086' -> push(last(2));
      case '\u0087' -> push(last(3));
      case 'a' -> {
        Object item = pop();
        list(top()).add(item);
      }
      case 'e' -> {
        List<Object> items = marked();
        list(top()).addAll(items);
      }
      case 's' -> {
        List<Object> pair = last(2);
        put(dict(top()), pair);
      }
      case 'u' -> {
        List<Object> items = marked();
        put(dict(top()), items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<Object> marked() {
    Deque<Object> items = new ArrayDeque<>();
    for (Object item = pop(); item != Sign.MARK; item = pop()) {
      items.addFirst(item);
    }
    return new ArrayList<>(items);
  }

  private List<Object> last(int count) {
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> items = new ArrayList<>(tail);
    tail.clear();
    return items;
  }

  private static void put(Map<Object, Object> dict, List<Object> items) {
    for (int i = 0; i + 1 < items.size(); i += 2) {
      dict.put(items.get(i), items.get(i + 1));
    }
  }

  @SuppressWarnings("unchecked") // the pickle's own lists, which hold anything
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // the pickle's own dicts, which hold anything
  private static Map<Object, Object> dict(Object value) {
    return (Map<Object, Object>) value;
  }

  // ---- what was said before

  private boolean memory(char op) {
    switch (op) {
      case '\u0080' -> {
        byte unused = in.get(); // the protocol
      }
      case '\u0095' -> {
        long unused = in.getLong(); // the length of a frame
      }
      case '\u0094' -> memo.put((long) memo.size(), top());
      case 'q' -> memo.put((long) (in.get() & 0xff), top());
      case 'r' -> memo.put((long) in.getInt(), top());
      case 'p' -> memo.put(Long.parseLong(line()), top());
      case 'h' -> recall(in.get() & 0xff);
      case 'j' -> recall(in.getInt());
      case 'g' -> recall(Long.parseLong(line()));
      case '0' -> {
        Object unused = pop();
      }
      case '1' -> {
        List<Object> unused = marked();
      }
      case '2' -> push(top());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void recall(long key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it is no whole pickle");
    }
    push(finished(value));
  }

  // ---- numpy's arrays

  private boolean object(char op) {
    switch (op) {
      case 'c' -> push(named(line() + "." + line()));
      case '\u0093' -> {
        List<Object> name = last(2);
        push(named(name.get(0) + "." + name.get(1)));
      }
      case 'R' -> {
        List<Object> call = last(2);
        push(called((Named) call.get(0), list(call.get(1))));
      }
      case 'b' -> {
        Object state = pop();
        if (top() instanceof Blank) {
          Object blank = pop();
          NumpyArray array = array(list(state));
          replaced.put(blank, array);
          push(array);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Named named(String name) {
    if (!ALLOWED.contains(name)) {
      throw new IllegalArgumentException(
          "it asks for `%s`; only numbers, texts, lists, dicts and arrays are read"
              .formatted(name));
    }
    return new Named(name);
  }

  private static Object called(Named function, List<Object> arguments) {
    if (function.name().endsWith("_reconstruct")) {
      return new Blank();
    }
    if (function.name().endsWith("_frombuffer")) {
      return array(arguments.get(1), arguments.get(2), arguments.get(0), arguments.get(3));
    }
    if (arguments.isEmpty()) {
      return ""; // bytes()
    }
    return arguments.get(0); // the name of a type, or a text whose characters are bytes
  }

  /** From {@code (version, shape, dtype, whether the order is Fortran's, bytes)}. */
  private static NumpyArray array(List<Object> state) {
    boolean fortran = Boolean.TRUE.equals(state.get(3));
    return array(state.get(2), state.get(1), state.get(4), fortran ? "F" : "C");
  }

  private static NumpyArray array(Object dtype, Object shape, Object data, Object order) {
    if (!order.equals("C")) {
      throw new IllegalArgumentException("it holds an array in Fortran's order");
    }
    return new NumpyArray((String) dtype, list(shape), (String) data);
  }

  private Object finished(Object value) {
    return value instanceof Blank ? replaced.getOrDefault(value, value) : value;
  }

  // ---- the stack

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }
}
