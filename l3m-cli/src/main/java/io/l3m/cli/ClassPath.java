// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the classes lie that a program names: those of this process, and a person's own.
 *
 * @param own folders of classes and jars
 */
record ClassPath(List<Path> own) {

  ClassPath {
    own = List.copyOf(own);
  }

  static ClassPath ofThisProcess() {
    return new ClassPath(List.of());
  }

  /** Folders and jars as {@code a/classes:b.jar} names them. */
  static List<Path> places(String text) {
    List<Path> places = new ArrayList<>();
    for (String place : text.split(File.pathSeparator, -1)) {
      if (!place.isBlank()) {
        places.add(Path.of(place));
      }
    }
    return places;
  }

  /** The places that are not there. */
  List<Path> missing() {
    return own.stream().filter(place -> !Files.exists(place)).toList();
  }

  /** All places, for javac. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(places(System.getProperty("java.class.path")));
    all.addAll(own);
    return all;
  }

  /** A loader of the person's own classes and of more folders, over those of this process. */
  URLClassLoader loader(Path... more) {
    URL[] urls =
        Stream.concat(Stream.of(more), own.stream()).map(ClassPath::url).toArray(URL[]::new);
    return new URLClassLoader(urls, ClassPath.class.getClassLoader());
  }

  /** When a place was last changed; that of a folder is when the newest file in it was. */
  static String lastChange(Path place) throws IOException {
    if (!Files.exists(place)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.map(ClassPath::modified).max(Comparator.naturalOrder()).orElseThrow().toString();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException problem) {
      throw new IllegalArgumentException(place + " is no place of classes", problem);
    }
  }
}
