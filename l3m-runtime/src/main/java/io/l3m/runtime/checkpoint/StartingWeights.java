// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.weights.WeightSource;
import io.l3m.weights.WeightSource.Pair;
import io.l3m.weights.WeightSource.Renamer;
import io.l3m.weights.WeightTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights to start from: what {@code model.checkpoint} names, or one entry of its list.
 * It may be a safetensors file, one of {@code torch.save}, the index of several, or a folder with
 * one of these.
 */
public final class StartingWeights {

  private final Path path;
  private final List<String> filters;
  private final Renamer renamer;

  private StartingWeights(Path path, List<String> filters, Renamer renamer) {
    this.path = path;
    this.filters = filters;
    this.renamer = renamer;
  }

  /** A file to be described. */
  public static Builder builder() {
    return new Builder();
  }

  /** Reads what the file says about its tensors. */
  WeightSource open() throws IOException {
    return new WeightSource(WeightTable.read(path), filters, renamer);
  }

  Path path() {
    return path;
  }

  /** How a file and its names are described, one setter for a key of the config. */
  public static final class Builder {

    private @Nullable Path path;
    private List<String> filters = List.of();
    private final List<Pair> pairs = new ArrayList<>();
    private Optional<Renamer> preset = Optional.empty();

    private Builder() {}

    /** The file. */
    @CanIgnoreReturnValue
    public Builder checkpoint(String value) {
      path = Path.of(value);
      return this;
    }

    /**
     * Patterns of names that are left out of the file. They also excuse parameters that the file
     * does not have; these keep their first values.
     */
    @CanIgnoreReturnValue
    public Builder checkpointFilters(String... globs) {
      filters = List.of(globs);
      return this;
    }

    /** Replaces a text in all names of the file; after the replacements given before. */
    @CanIgnoreReturnValue
    public Builder checkpointRenamer(String from, String to) {
      pairs.add(new Pair(from, to));
      return this;
    }

    /** Takes the names of a published family of models; {@code aimv2} is the one that is known. */
    @CanIgnoreReturnValue
    public Builder checkpointRenamer(String family) {
      if (!family.equals("aimv2")) {
        throw new IllegalArgumentException(
            "`checkpoint_renamer` is `%s`; it must be `aimv2` or a list of pairs"
                .formatted(family));
      }
      preset = Optional.of(new Renamer.Aimv2());
      return this;
    }

    /**
     * The description.
     *
     * @throws IllegalArgumentException if no file is named
     */
    public StartingWeights build() {
      if (path == null) {
        throw new IllegalArgumentException("Weights to start from need their `checkpoint`");
      }
      return new StartingWeights(path, filters, preset.orElseGet(() -> new Renamer.Pairs(pairs)));
    }
  }
}
