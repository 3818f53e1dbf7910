// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages that models of a config leave out; each may be meant, or be the reason of a fault. */
public final class AbsentStages {

  private final List<Absent> all = new ArrayList<>();

  /** Looks at all containers that run named stages, one after the other. */
  public AbsentStages(Experiment experiment) {
    for (BoundBlock block : experiment.blocks()) {
      if (block.schema().container().orElse(new Container.Nothing())
          instanceof Container.Series(List<String> stages)) {
        for (int i = 0; i < stages.size(); i++) {
          if (isAbsent(block, stages.get(i))) {
            String stage = stages.get(i);
            Span place =
                experiment
                    .config()
                    .deletions()
                    .of(block.path().child(stage))
                    .orElse(block.originOf(stage).span());
            all.add(new Absent(block, stage, place, stages.subList(i + 1, stages.size())));
          }
        }
      }
    }
  }

  private static boolean isAbsent(BoundBlock block, String stage) {
    return block.argument(stage).map(given -> given.value() instanceof Value.Null).orElse(true);
  }

  /**
   * A stage that is not there.
   *
   * @param place where it could be put: the model, or what says that there is none
   * @param later the stages that run after it
   */
  public record Absent(BoundBlock model, String stage, Span place, List<String> later) {

    public Absent {
      later = List.copyOf(later);
    }

    private boolean runsAfter(ConfigPath path) {
      return later.stream().anyMatch(name -> isWithin(path, model.path().child(name)));
    }
  }

  /**
   * The last stage that is left out before a block runs, unless something is computed after it for
   * nobody: then that bears another name.
   *
   * @param unread the makers of what nobody reads
   */
  Optional<Absent> before(BoundBlock reader, List<BoundBlock> unread) {
    return all.reversed().stream()
        .filter(absent -> absent.runsAfter(reader.path()) || !KeyUses.isInModel(reader))
        .filter(absent -> unread.stream().noneMatch(maker -> absent.runsAfter(maker.path())))
        .findFirst();
  }

  /** The stage that a path of modules in the model leads through, where it is left out. */
  public Optional<Absent> on(String modulePath) {
    ConfigPath root = ConfigPath.of("model", "meta_model");
    return all.stream()
        .filter(absent -> {
          List<String> names = absent.model().path().child(absent.stage()).names();
          String own = String.join(".", names.subList(root.names().size(), names.size()));
          return isWithin(absent.model().path(), root)
              && (modulePath.equals(own) || modulePath.startsWith(own + "."));
        })
        .findFirst();
  }

  private static boolean isWithin(ConfigPath path, ConfigPath owner) {
    int length = owner.segments().size();
    return path.segments().size() >= length
        && path.segments().subList(0, length).equals(owner.segments());
  }
}
