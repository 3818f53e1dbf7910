// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Data sets whose pictures are listed in a file, each with the name of its class before it. */
final class ListedPictures {

  private static final String FOOD =
      "unpack `food-101.tar.gz` of https://data.vision.ee.ethz.ch/cvl/datasets_extra/food-101/";

  private static final String TEXTURES =
      "unpack `dtd-r1.0.1.tar.gz` of https://www.robots.ox.ac.uk/~vgg/data/dtd/ in its folder `dtd`";

  private ListedPictures() {}

  /**
   * Food-101 (Bossard et al. 2014): {@code food-101/meta/<split>.json} names the pictures of each
   * class, which lie in {@code food-101/images}.
   */
  static Pictures food(Path root, String split) {
    Path folder = root.resolve("food-101");
    Path list = folder.resolve("meta/" + split + ".json");
    List<String> names = new ArrayList<>();
    try {
      JsonObject classes = JsonParser.parseString(text(list, FOOD)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> entry : classes.entrySet()) {
        entry.getValue().getAsJsonArray().forEach(name -> names.add(name.getAsString() + ".jpg"));
      }
    } catch (RuntimeException e) {
      throw new DataException("Cannot read `%s`: %s".formatted(list, e.getMessage()), e);
    }
    return pictures(list, folder.resolve("images"), names);
  }

  /**
   * The Describable Textures Dataset (Cimpoi et al. 2014): {@code labels/<split><partition>.txt}
   * names the pictures, which lie in {@code images}. The folder of both is {@code dtd/dtd}, as
   * torchvision unpacks it, or that of the original's class.
   *
   * @param name the class of the original, whose name in lower case may be the outer folder
   */
  static Pictures textures(Path root, String name, String split, long partition) {
    String file = "labels/" + split + partition + ".txt";
    Path folder =
        Stream.of("dtd", name.toLowerCase(Locale.ROOT), "")
            .flatMap(outer -> Stream.of(root.resolve(outer).resolve("dtd"), root.resolve(outer)))
            .filter(candidate -> Files.isRegularFile(candidate.resolve(file)))
            .findFirst()
            .orElse(root.resolve("dtd/dtd"));
    Path list = folder.resolve(file);
    List<String> names = text(list, TEXTURES).lines().filter(line -> !line.isBlank()).toList();
    return pictures(list, folder.resolve("images"), names);
  }

  private static String text(Path list, String source) {
    try {
      return Files.readString(list);
    } catch (IOException e) {
      throw new DataException(
          "There is no list `%s`. l3m does not download: %s, or set `root`".formatted(list, source),
          e);
    }
  }

  /** The classes are numbered in the order of their names. */
  private static Pictures pictures(Path list, Path folder, List<String> names) {
    TreeSet<String> known = new TreeSet<>(CodePointOrder.INSTANCE);
    for (String name : names) {
      if (name.indexOf('/') < 1) {
        throw new DataException(
            "The list `%s` names `%s`, which has no class before it".formatted(list, name));
      }
      known.add(classOf(name));
    }
    if (known.isEmpty()) {
      throw new DataException("The list `" + list + "` names no pictures");
    }
    List<String> classes = List.copyOf(known);
    int[] targets = names.stream().mapToInt(name -> classes.indexOf(classOf(name))).toArray();
    return FilePictures.of(
        names.size(), index -> folder.resolve(names.get(index)), index -> targets[index]);
  }

  private static String classOf(String name) {
    return name.substring(0, name.indexOf('/'));
  }
}
