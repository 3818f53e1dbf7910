// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.NameGuess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of arguments that make no sense. */
final class WrongUsage {

  private static final Pattern CONVERSION =
      Pattern.compile("Invalid value for (?:option|positional parameter) ");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

  /** What the script itself does, before it comes here. */
  private static final List<String> OF_SCRIPT = List.of("install", "verify");

  private WrongUsage() {}

  /** Says what is wrong and where help is, and returns the exit status. */
  static int print(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("l3m: " + sentence(problem, command));
    err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`");
    return ExitStatus.WRONG_USAGE;
  }

  private static String sentence(ParameterException problem, CommandLine command) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      return first.startsWith("-")
          ? unknownOption(first, command)
          : command.getSubcommands().isEmpty()
              ? "`" + first + "` is one argument too many"
              : unknownCommand(first, command);
    }
    String message = Objects.requireNonNullElse(problem.getMessage(), "");
    if (problem instanceof MutuallyExclusiveArgsException) {
      return message
          .replaceFirst("^Error: ", "")
          .replaceFirst(" are mutually.*", " exclude each other");
    }
    return quoted(CONVERSION.matcher(message).replaceFirst(""));
  }

  private static String unknownOption(String word, CommandLine command) {
    String name = word.replaceFirst("=.*", "");
    String sentence =
        "`%s` has no option `%s`".formatted(command.getCommandSpec().qualifiedName(), name);
    if (name.contains(".")) {
      return sentence
          + "; a change to a config has no dashes: `"
          + word.replaceFirst("^-+", "")
          + "`";
    }
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return sentence + meant(names, name);
  }

  private static String unknownCommand(String word, CommandLine command) {
    List<String> names = new ArrayList<>(command.getSubcommands().keySet());
    names.addAll(OF_SCRIPT);
    String meant = meant(names, word);
    return "there is no command `"
        + word
        + "`"
        + (meant.isEmpty() && word.matches(".*\\.ya?ml")
            ? "; to train it: `l3m train " + word + "`"
            : meant);
  }

  private static String meant(Collection<String> names, String word) {
    Optional<String> near = NameGuess.among(names, word);
    return near.map(name -> "; did you mean `" + name + "`?").orElse("");
  }

  private static String quoted(String message) {
    return QUOTED.matcher(message).replaceAll("`$1`");
  }

  /** Reads the name of a constant in small letters. */
  static <E extends Enum<E>> ITypeConverter<E> oneOf(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return word ->
        constants.stream()
            .filter(constant -> constant.name().equalsIgnoreCase(word))
            .findFirst()
            .orElseThrow(() ->
                new TypeConversionException(
                    constants.stream()
                            .map(constant -> "`" + constant.name().toLowerCase(Locale.ROOT) + "`")
                            .collect(Collectors.joining(", ", "one of ", ""))
                        + " is expected, not `"
                        + word
                        + "`"));
  }
}
