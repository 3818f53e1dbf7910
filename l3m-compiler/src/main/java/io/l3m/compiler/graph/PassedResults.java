// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Problems.Report;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.Traces.Given;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who reads past a block: its result goes unread, what went into it is read instead, and then
 * something does not fit. The key that is read is what is to be mended, not where shapes meet.
 */
final class PassedResults {

  /** One block that ran, and the errors that it gave rise to. */
  record Ran(BoundBlock block, List<Given> given, List<Item> writes, List<Report> errors) {
    Ran {
      given = List.copyOf(given);
      writes = List.copyOf(writes);
      errors = List.copyOf(errors);
    }
  }

  private final Problems problems;
  private final KeyUses uses;

  PassedResults(Problems problems, KeyUses uses) {
    this.problems = problems;
    this.uses = uses;
  }

  /**
   * Reports what one flow passes by.
   *
   * @param results what blocks write under keys that the config chooses
   */
  void report(List<Ran> ran, List<Item> results) {
    for (int i = 0; i < ran.size(); i++) {
      Ran writer = ran.get(i);
      List<Ran> after = ran.subList(i + 1, ran.size());
      Optional<Item> lost =
          writer.writes().stream()
              .limit(1) // what a block writes beside its result may be of no interest
              .filter(item -> results.stream().anyMatch(item::equals))
              .filter(item -> after.stream().noneMatch(reader -> learnsFrom(reader, item)))
              .findFirst();
      if (lost.isPresent() && KeyUses.isInModel(writer.block())) {
        String key = lost.get().key();
        if (!explain(writer, lost.get(), after)
            && !uses.isRead(key)
            && !problems.hasErrors()) { // what is read there may only be misspelled
          warn(writer, lost.get());
        }
      }
    }
  }

  /** Whether a block other than a metric reads a value. */
  private static boolean learnsFrom(Ran reader, Item item) {
    return !reader.block().isIn("metrics")
        && reader.given().stream().anyMatch(given -> given.item().equals(item));
  }

  private void warn(Ran writer, Item lost) {
    problems.report(
        Code.RESULT_UNREAD, lost.origin().span(), lost.key(), writer.block().schema().simpleName());
  }

  private boolean explain(Ran writer, Item lost, List<Ran> after) {
    for (int i = 0; i < after.size(); i++) {
      Ran reader = after.get(i);
      Optional<Given> past =
          reader.given().stream()
              .limit(KeyUses.isInModel(reader.block()) ? reader.given().size() : 1)
              .filter(given -> isChosen(given, reader.block()))
              .filter(given ->
                  writer.given().stream().anyMatch(input -> input.item().equals(given.item())))
              .findFirst();
      if (past.isPresent()) {
        List<Report> consequences = consequences(reader, after.subList(i, after.size()));
        // What metrics alone read of what the loss should have read is measured and never learnt.
        boolean measured = isLoss(reader.block()) && uses.isRead(lost.key());
        if (measured || !consequences.isEmpty()) {
          consequences.forEach(problems::withdraw);
          report(writer, lost, reader, past.get());
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the config itself says which key is read. */
  private static boolean isChosen(Given given, BoundBlock block) {
    return Ports.parameter(given.port()).flatMap(block::argument).isPresent();
  }

  private static boolean isLoss(BoundBlock block) {
    return block.isIn("loss");
  }

  private void report(Ran writer, Item lost, Ran reader, Given past) {
    problems
        .report(
            Code.RESULT_PASSED_BY,
            Ports.origin(past.port(), reader.block()).span(),
            reader.block().schema().simpleName(),
            past.item().key(),
            lost.key(),
            writer.block().schema().simpleName())
        .suggest(Optional.of(lost.key()))
        .label(lost.origin().span(), "nothing learns from what is written here");
  }

  /** The errors of a block and of all that work on with what it writes. */
  private static List<Report> consequences(Ran first, List<Ran> from) {
    Set<Item> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    touched.addAll(first.writes());
    List<Report> errors = new ArrayList<>(first.errors());
    for (Ran one : from) {
      if (one.given().stream().anyMatch(given -> touched.contains(given.item()))) {
        touched.addAll(one.writes());
        errors.addAll(one.errors());
      }
    }
    return errors;
  }
}
