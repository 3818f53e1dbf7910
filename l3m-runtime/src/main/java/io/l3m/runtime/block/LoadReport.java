// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import java.util.ArrayList;
import java.util.List;

/**
 * How the tensors of a file fit those of a model.
 *
 * @param missing names of the model that the file does not have
 * @param unexpected names of the file that the model does not have
 * @param mismatched a sentence for each name whose shapes differ
 */
public record LoadReport(List<String> missing, List<String> unexpected, List<String> mismatched) {

  private static final int SHOWN = 5;

  /** Copies the lists. */
  public LoadReport {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    mismatched = List.copyOf(mismatched);
  }

  /** True if every tensor found its counterpart. */
  public boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
  }

  /** A text for people: counts, and the first names of each kind. */
  public String describe() {
    List<String> lines = new ArrayList<>();
    add(lines, "missing", missing);
    add(lines, "unexpected", unexpected);
    add(lines, "of another shape", mismatched);
    return lines.isEmpty() ? "all tensors fit" : String.join("; ", lines);
  }

  private static void add(List<String> lines, String what, List<String> names) {
    if (!names.isEmpty()) {
      String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
      String more = names.size() > SHOWN ? ", …" : "";
      lines.add(names.size() + " " + what + " (" + shown + more + ")");
    }
  }
}
