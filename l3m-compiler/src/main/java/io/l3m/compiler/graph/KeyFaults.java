// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.shape.Shapes;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reports data keys that are read before anything writes them, when a flow is complete. */
final class KeyFaults {

  private final Problems problems;
  private final KeyUses uses;
  private final Traces traces;
  private final AbsentStages absentStages;
  private final List<Missing> missing = new ArrayList<>();
  private final Set<String> fixedReported = new HashSet<>();
  private final Set<String> slips = new HashSet<>();
  private final Set<Span> lost = new HashSet<>();
  private final Set<AbsentStages.Absent> blamed = new HashSet<>();
  private Optional<Samples> samples = Optional.empty();

  KeyFaults(Problems problems, KeyUses uses, Traces traces, AbsentStages absentStages) {
    this.absentStages = absentStages;
    this.problems = problems;
    this.uses = uses;
    this.traces = traces;
  }

  KeyUses uses() {
    return uses;
  }

  /**
   * A data set of which samples are followed.
   *
   * @param elsewhere what the samples of any data set have
   */
  record Samples(BoundBlock dataset, Set<String> elsewhere) {}

  /** Tells whose samples are followed next. */
  void follow(Optional<Samples> next) {
    samples = next;
  }

  /** A read of a key that is not there; {@code present} is what is. */
  record Missing(BoundBlock reader, Port port, String key, Map<String, Item> present) {}

  void missing(Missing read) {
    missing.add(read);
  }

  /**
   * Reports what was missing in one flow.
   *
   * @param written everything that the flow writes, its last version
   */
  void report(Map<String, Item> written) {
    for (Missing read : missing) {
      Optional<AbsentStages.Absent> absent = absentStages.before(read.reader(), unread(read));
      if (absent.filter(blamed::contains).isEmpty()) { // else what it would write is not known
        report(read, absent, Optional.ofNullable(written.get(read.key())));
      }
    }
    missing.clear();
  }

  private void report(Missing read, Optional<AbsentStages.Absent> absent, Optional<Item> later) {
    Optional<Item> slip = slippedWriter(read);
    if (slip.isPresent()) {
      reportWriter(read, slip.get());
    } else if (absent.isPresent() && (later.isEmpty() ? isFar(read) : isOwn(read, later.get()))) {
      reportAbsent(read, absent.get());
    } else if (later.isPresent()) {
      reportLater(read, later.get());
    } else if (isFixedInMetric(read)) {
      problems.report(
          Code.METRIC_WITHOUT_DATA, read.reader().origin().span(), name(read.reader()), read.key());
    } else if (Ports.parameter(read.port()).isPresent() || fixedReported.add(read.key())) {
      reportReader(read);
    }
  }

  /**
   * Reports what steps compute for nobody: the values that nothing reads afterwards, under a key
   * that nearly is another one.
   *
   * @param unread the values of a flow, the main one of each step
   */
  void reportUnread(List<Item> unread) {
    for (Item item : unread) {
      if (!slips.contains(item.key())) {
        meantBy(item).ifPresent(meant -> reportLost(item, meant));
      }
    }
  }

  /** The key that somebody reads and a writer of nearly the same one meant. */
  Optional<String> meantBy(Item item) {
    return uses.isRead(item.key())
        ? Optional.empty()
        : NameGuess.slip(uses.read(), item.key()).filter(meant -> looksWrong(item.key(), meant));
  }

  /** Reports a block that is passed by: what follows goes on with what went into it. */
  void reportPassed(Item result, Item input) {
    if (!uses.isRead(result.key()) && !slips.contains(result.key())) {
      reportLost(result, input.key());
    }
  }

  private void reportLost(Item item, String meant) {
    if (lost.add(item.origin().span())) {
      problems
          .report(Code.RESULT_LOST, item.origin().span(), item.key(), meant)
          .suggest(Optional.of(meant));
    }
  }

  /** The original never runs a metric that misses what every metric of its kind reads. */
  private static boolean isFixedInMetric(Missing read) {
    return Ports.parameter(read.port()).isEmpty()
        && read.reader().schema().roles().contains("metric");
  }

  private void reportLater(Missing read, Item item) {
    Span place = Ports.origin(read.port(), read.reader()).span();
    Problems.Report report =
        problems.report(Code.KEY_READ_TOO_EARLY, place, read.key(), name(read.reader()));
    traces
        .maker(item)
        .ifPresent(maker -> {
          if (maker.path().equals(read.reader().path())) {
            report.label(item.origin().span(), "it is what this block writes itself");
          } else {
            report.label(item.origin().span(), "`" + name(maker) + "` writes it, later");
          }
        });
    report.hint(present(read));
  }

  /**
   * The writer that misspells a key: what it writes nobody reads, and the name that is missing is
   * used more often than the one that it writes.
   */
  private Optional<Item> slippedWriter(Missing read) {
    List<String> unread =
        read.present().values().stream()
            .filter(traces::isNamedInConfig)
            .map(Item::key)
            .filter(key -> !uses.isRead(key) && looksWrong(key, read.key()))
            .toList();
    return NameGuess.among(unread, read.key()).map(key -> read.present().get(key));
  }

  /**
   * Of two names that are nearly one: the one that is used less, or is made of stranger words, or
   * is not the customary one.
   */
  private boolean looksWrong(String written, String read) {
    int less = Integer.compare(uses.count(written), uses.count(read));
    long strange = uses.strangeWords(written, read) - uses.strangeWords(read, written);
    return less < 0
        || (less == 0 && strange > 0)
        || (less == 0 && strange == 0 && KeyUses.isCustomaryAlone(written, read));
  }

  private void reportWriter(Missing read, Item item) {
    slips.add(item.key());
    problems
        .report(Code.KEY_NEVER_READ, item.origin().span(), item.key(), read.key())
        .suggest(Optional.of(read.key()))
        .label(
            Ports.origin(read.port(), read.reader()).span(),
            "`" + read.key() + "` is read here by " + name(read.reader()));
  }

  private void reportReader(Missing read) {
    if (samples.isPresent() && samples.get().elsewhere().contains(read.key())) {
      BoundBlock dataset = samples.get().dataset();
      problems
          .report(
              Code.KEY_NOT_IN_DATA,
              dataset.origin().span(),
              name(dataset),
              read.key(),
              name(read.reader()))
          .hint("the samples of the other data have it")
          .label(Ports.origin(read.port(), read.reader()).span(), "it is read here");
      return;
    }
    Optional<String> guess = guess(read);
    guess.ifPresent(slips::add);
    Span place = Ports.origin(read.port(), read.reader()).span();
    Optional<String> switched = switchedOff(read);
    Problems.Report report =
        problems
            .report(Code.KEY_NEVER_WRITTEN, place, read.key(), name(read.reader()))
            .suggest(
                Ports.parameter(read.port()).isEmpty() ? Optional.empty() : written(read, guess))
            .hint(switched.orElseGet(() -> present(read)));
    guess
        .map(key -> read.present().get(key))
        .ifPresent(
            item -> report.label(item.origin().span(), "`" + item.key() + "` is written here"));
  }

  /** The switch of a block of the model that would make it write a key of a fixed name. */
  private Optional<String> switchedOff(Missing read) {
    return Ports.parameter(read.port()).isPresent() ? Optional.empty() : uses.switchFor(read.key());
  }

  /** Whether no sample has the key, and none that is there is near. */
  private boolean isFar(Missing read) {
    return samples.filter(found -> !found.elsewhere().contains(read.key())).isPresent()
        && Ports.parameter(read.port()).isPresent()
        && guess(read).isEmpty();
  }

  /** Whether a value that comes too late is the reader's own. */
  private boolean isOwn(Missing read, Item later) {
    return traces
        .maker(later)
        .filter(maker -> maker.path().equals(read.reader().path()))
        .isPresent();
  }

  /** The makers of what nobody reads; for a loss, nobody else in the model. */
  private List<BoundBlock> unread(Missing read) {
    boolean inModel = KeyUses.isInModel(read.reader());
    return read.present().values().stream()
        .filter(item -> inModel ? !uses.isRead(item.key()) : !uses.isReadInModel(item.key()))
        .flatMap(item -> traces.maker(item).stream())
        .toList();
  }

  /** A stage is missing that may have written what is read. */
  private void reportAbsent(Missing read, AbsentStages.Absent absent) {
    blamed.add(absent);
    problems
        .report(Code.KEY_NEVER_WRITTEN, absent.place(), read.key(), name(read.reader()))
        .hint("there is no `" + absent.stage() + "`, which may write it; " + present(read))
        .label(Ports.origin(read.port(), read.reader()).span(), "it is read here");
  }

  /** What the config has to say for a key: without what the block itself appends to it. */
  private static Optional<String> written(Missing read, Optional<String> key) {
    return read.port().key() instanceof Port.KeyName.Template(String parameter, String suffix)
        ? key.filter(name -> name.endsWith(suffix))
            .map(name -> name.substring(0, name.length() - suffix.length()))
        : key;
  }

  /** The key that was meant; that one begins with the other makes two keys no likelier one. */
  private static Optional<String> guess(Missing read) {
    if (read.port().key() instanceof Port.KeyName.Template(String parameter, String suffix)) {
      String given = read.key().substring(0, read.key().length() - suffix.length());
      if (given.endsWith(suffix) && read.present().containsKey(given)) {
        return Optional.of(given); // the whole key is given, and the block appends its end again
      }
    }
    List<String> keys =
        read.present().keySet().stream().filter(key -> !read.key().startsWith(key + "_")).toList();
    return NameGuess.among(keys, read.key());
  }

  private static String present(Missing read) {
    return read.present().isEmpty()
        ? "nothing is there at this point"
        : "at this point there are: "
            + read.present().values().stream()
                .map(item -> item.key() + " " + Shapes.show(item.shape()))
                .collect(Collectors.joining(", "));
  }

  private static String name(BoundBlock block) {
    return block.schema().simpleName();
  }
}
