// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One head of a probe search, whose name tells its learning rate and weight decay: {@code
 * HP_LR_0,001_BN_False_WD_0,05}.
 *
 * @param weightDecay empty where the optimiser's own is meant
 */
record ProbeHead(String name, double learningRate, OptionalDouble weightDecay) {

  private static final Pattern PARAMETER = Pattern.compile("head\\.heads\\.([^.]+)\\..*");
  private static final Pattern NAME = Pattern.compile("HP_LR_(.+?)_BN_(?:True|False)(?:_WD_(.+))?");

  /** All heads, in the order in which they stand in the model. */
  static List<ProbeHead> in(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> PARAMETER.matcher(parameter.name()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct()
        .flatMap(ProbeHead::parse)
        .toList();
  }

  private static Stream<ProbeHead> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Stream.empty();
    }
    OptionalDouble decay =
        Optional.ofNullable(matcher.group(2))
            .map(text -> OptionalDouble.of(number(text)))
            .orElse(OptionalDouble.empty());
    return Stream.of(new ProbeHead(name, number(matcher.group(1)), decay));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }

  /**
   * The first head whose name is a part of a parameter's name. As in the original, a head whose
   * name another one's begins with takes that one's parameters, too.
   */
  static Optional<ProbeHead> of(String parameter, List<ProbeHead> heads) {
    return heads.stream().filter(head -> parameter.contains(head.name())).findFirst();
  }
}
