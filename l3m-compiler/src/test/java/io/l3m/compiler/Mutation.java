// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A valid config with one mistake made in it.
 *
 * @param lines where the report may point
 * @param hint what must be suggested, where a name was misspelled
 */
record Mutation(Kind kind, String text, Set<Integer> lines, Optional<String> hint) {

  /** A mistake that people make, applied to one line of a config. */
  enum Kind {
    /** A letter of a key is missing. */
    KEY,
    /** Two letters of a target are swapped. */
    TARGET,
    /** The module of a target is missing. */
    BARE_TARGET,
    /** A letter of a reference is missing. */
    REFERENCE,
    /** A reference is not closed. */
    OPEN_REFERENCE,
    /** The key of data that a block reads is misspelled. */
    DATA_KEY,
    /** A key stands twice. */
    TWICE,
    /** A line is indented with a tab. */
    TAB,
    /** The colon is missing. */
    COLON,
    /** A number is negative. */
    NEGATIVE,
    /** A map stands where a number or a switch belongs. */
    MAP,
    /** Text stands where a number or a switch belongs. */
    TEXT,
    /** A block that its owner builds is built at once. */
    PARTIAL
  }

  private static final Pattern LINE =
      Pattern.compile("(?<space> *)(?<item>- )?(?<key>[A-Za-z_]\\w*):(?: +(?<value>[^#]*?))?\\s*");
  private static final Pattern NUMBER = Pattern.compile("[1-9][\\d_]*(\\.\\d*)?(e-?\\d+)?");
  private static final Pattern SWITCH = Pattern.compile("true|false");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.]+)}");

  /** Maps whose keys are names, and sections that nobody has to read. */
  private static final Set<String> FREE =
      Set.of("constants", "models", "lr_scalers", "init_method", "mup", "wandb");

  /** What nobody reads, so that any value does. */
  private static final Set<String> DEAD =
      Set.of(
          "distributed",
          "drop_patches",
          "find_unused_parameters",
          "fused",
          "model_ema",
          "nccl_timeout_mins",
          "no_sync_gradient_accumulation",
          "world_size");

  /** What may be below zero. */
  private static final Set<String> ANY_NUMBER =
      Set.of("ignore_index", "index", "max_seq_len", "mean", "norm_pix_dim", "rank");

  Mutation {
    lines = Set.copyOf(lines);
  }

  /** All mistakes of a kind that can be made in a config, one at a time. */
  static List<Mutation> of(Kind kind, String config) {
    List<String> lines = config.lines().toList();
    List<Mutation> mutations = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches() && !isBelowFree(lines, i)) {
        new Site(lines, i, line).mutate(kind).ifPresent(mutations::add);
      }
    }
    return mutations;
  }

  /** Whether a line, or one that it belongs to, has a key from the free ones. */
  private static boolean isBelowFree(List<String> lines, int at) {
    int indent = Integer.MAX_VALUE;
    for (int i = at; i >= 0 && indent > 0; i--) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches() && keyColumn(line) < indent) {
        indent = keyColumn(line);
        if (FREE.contains(line.group("key"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static int keyColumn(Matcher line) {
    return line.start("key");
  }

  /** One line of a config. */
  private record Site(List<String> lines, int at, Matcher line) {

    Optional<Mutation> mutate(Kind kind) {
      return switch (kind) {
        case KEY, TARGET, BARE_TARGET, REFERENCE, OPEN_REFERENCE, DATA_KEY -> misspell(kind);
        case TWICE, TAB, COLON -> misplace(kind);
        case NEGATIVE, MAP, TEXT, PARTIAL -> change(kind);
      };
    }

    private String key() {
      return line.group("key");
    }

    private String value() {
      return Optional.ofNullable(line.group("value")).orElse("");
    }

    private Optional<Mutation> misspell(Kind kind) {
      String value = value();
      boolean target = key().equals("_target_");
      boolean possible =
          switch (kind) {
            case KEY -> key().length() > 4 && !target;
            case TARGET, BARE_TARGET -> target;
            case OPEN_REFERENCE -> REFERENCE.matcher(value).matches();
            case DATA_KEY -> key().equals("read_key") && value.length() > 5;
            default -> true;
          };
      if (!possible) {
        return Optional.empty();
      }
      return switch (kind) {
        case KEY -> replaced(kind, "key", shortened(key()), Optional.of(key()));
        case TARGET -> replaced(kind, "value", swapped(value), Optional.of(value));
        case BARE_TARGET -> {
          String name = value.substring(value.lastIndexOf('.') + 1);
          yield replaced(kind, "value", name, Optional.of(value));
        }
        case OPEN_REFERENCE -> replaced(kind, "value", value.replace("}", ""), Optional.empty());
        case DATA_KEY -> replaced(kind, "value", shortened(value), Optional.of(value));
        default -> reference(kind, value);
      };
    }

    private Optional<Mutation> misplace(Kind kind) {
      String old = lines.get(at);
      boolean item = line.group("item") != null;
      if (value().isEmpty() || item || line.group("space").isEmpty()) {
        return Optional.empty();
      }
      return switch (kind) {
        case TWICE -> Optional.of(before(kind, at + 1, old, Set.of(at + 1, at + 2)));
        case TAB -> Optional.of(instead(kind, "\t" + old.strip(), Set.of(at + 1)));
        default ->
            Optional.of(instead(kind, old.replaceFirst(":", " "), Set.of(at, at + 1, at + 2)));
      };
    }

    private Optional<Mutation> change(Kind kind) {
      String value = value();
      boolean dead = DEAD.contains(key());
      boolean number = NUMBER.matcher(value).matches() && !dead;
      boolean plain = number || (SWITCH.matcher(value).matches() && !dead);
      boolean possible =
          switch (kind) {
            case NEGATIVE -> number && !ANY_NUMBER.contains(key());
            case PARTIAL -> key().equals("_partial_") && value.equals("true");
            default -> plain;
          };
      String changed =
          switch (kind) {
            case NEGATIVE -> "-" + value;
            case MAP -> "{a: 1}";
            case PARTIAL -> "false";
            default -> "\"" + value + "\"";
          };
      return possible ? replaced(kind, "value", changed, Optional.empty()) : Optional.empty();
    }

    private Optional<Mutation> reference(Kind kind, String value) {
      Matcher reference = REFERENCE.matcher(value);
      if (!reference.matches()) {
        return Optional.empty();
      }
      String path = reference.group(1);
      int last = path.lastIndexOf('.') + 1;
      String wrong = path.substring(0, last) + shortened(path.substring(last));
      return path.equals(wrong)
          ? Optional.empty()
          : replaced(kind, "value", "${" + wrong + "}", Optional.of(path));
    }

    private Optional<Mutation> replaced(Kind kind, String group, String by, Optional<String> hint) {
      String old = lines.get(at);
      String changed = old.substring(0, line.start(group)) + by + old.substring(line.end(group));
      Mutation mutation = instead(kind, changed, Set.of(at + 1));
      return Optional.of(new Mutation(kind, mutation.text(), mutation.lines(), hint));
    }

    private Mutation instead(Kind kind, String text, Set<Integer> places) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(at, text);
      return new Mutation(kind, String.join("\n", changed), places, Optional.empty());
    }

    private Mutation before(Kind kind, int index, String text, Set<Integer> places) {
      List<String> changed = new ArrayList<>(lines);
      changed.add(index, text);
      return new Mutation(kind, String.join("\n", changed), places, Optional.empty());
    }

    /** Without its third letter from the end. */
    private static String shortened(String word) {
      int cut = word.length() - 3;
      return word.length() < 4 ? word : word.substring(0, cut) + word.substring(cut + 1);
    }

    /** With the two letters before the last one swapped, where they differ. */
    private static String swapped(String word) {
      StringBuilder letters = new StringBuilder(word);
      int first = word.length() - 3;
      if (letters.charAt(first) == letters.charAt(first + 1)) {
        first--;
      }
      char moved = letters.charAt(first);
      letters.deleteCharAt(first).insert(first + 1, moved);
      return letters.toString();
    }
  }

  /** Lines in order, for messages. */
  String places() {
    return new TreeSet<>(lines).toString();
  }
}
