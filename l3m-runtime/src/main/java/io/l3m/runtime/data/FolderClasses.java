// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How the folders of an image folder are numbered as classes.
 *
 * @param folder where the class folders lie below the root
 * @param list the name of a list of WordNet ids, whose places are the numbers; empty for the order
 *     of the folders' names
 */
record FolderClasses(String folder, String list) {

  /** By the names of the folders that there are. */
  static final FolderClasses LISTED = new FolderClasses("", "");

  /** By a list that comes with l3m, whatever folders there are. */
  static FolderClasses of(String list) {
    return new FolderClasses("", list);
  }

  /**
   * The folders to read, in the order of their numbers.
   *
   * @param found the folders that there are
   * @throws DataException if a class of the list has no folder
   */
  List<String> classes(Path root, List<String> found) {
    if (isNumbered(found)) {
      return numbered(found);
    }
    if (list.isEmpty()) {
      List<String> sorted = new ArrayList<>(found);
      sorted.sort(CodePointOrder.INSTANCE);
      return sorted;
    }
    List<String> names = ids();
    Set<String> present = new HashSet<>(found);
    List<String> missing = names.stream().filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "The image folder `%s` lacks %d of the %d classes, `%s` first; %s"
              .formatted(
                  root,
                  missing.size(),
                  names.size(),
                  missing.get(0),
                  "`CustomImageFolder` reads folders of any names"));
    }
    return names;
  }

  /** ImageNet V2 comes with folders named 0 to 999: these are the numbers of their classes. */
  private boolean isNumbered(List<String> found) {
    return folder.startsWith("imagenetv2") && found.stream().allMatch(name -> name.matches("\\d+"));
  }

  private static List<String> numbered(List<String> found) {
    List<String> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Integer::parseInt));
    return sorted;
  }

  private List<String> ids() {
    InputStream stream =
        Objects.requireNonNull(FolderClasses.class.getResourceAsStream(list + ".txt"), list);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
