// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The images below a folder whose sub-folders are the classes, in the order of the original:
 * classes by name, then folders by their whole path, then files by name; code points decide.
 * Symbolic links are followed. Names are kept once a file and paths once a folder, since listings
 * run to millions.
 */
final class ImageListing {

  private static final List<String> EXTENSIONS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  private final List<String> classes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final List<Integer> folderClasses = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private int[] folderOf = new int[1024];
  private long bytes;

  private ImageListing() {}

  /**
   * Lists a folder.
   *
   * @throws DataException if the folder is missing, has no classes, or a class has no image
   */
  static ImageListing of(Path given, FolderClasses rule) {
    Path root = given.resolve(rule.folder());
    if (!Files.isDirectory(root)) {
      if (Files.exists(root)) {
        throw new DataException(
            "The image folder `%s` is a file; name the folder that holds the class folders"
                .formatted(root));
      }
      throw DataException.missing(
          "image folder",
          root,
          "put the data there, a folder for each class, or set `root` to where it is");
    }
    ImageListing listing = new ImageListing();
    try {
      listing.read(root, rule);
    } catch (IOException e) {
      throw new DataException("Cannot list the image folder `" + root + "`: " + e.getMessage(), e);
    }
    return listing;
  }

  List<String> classes() {
    return List.copyOf(classes);
  }

  int size() {
    return names.size();
  }

  /** The size of all files together. */
  long bytes() {
    return bytes;
  }

  Path file(int index) {
    return folders.get(folderOf[index]).resolve(names.get(index));
  }

  int target(int index) {
    return folderClasses.get(folderOf[index]);
  }

  private void read(Path root, FolderClasses rule) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
      entries.forEach(entry -> found.add(String.valueOf(entry.getFileName())));
    }
    if (found.isEmpty()) {
      throw new DataException(
          "The image folder `%s` holds no class folders; put the images of each class into a folder"
              .formatted(root));
    }
    classes.addAll(rule.classes(root, found));
    List<String> empty = new ArrayList<>();
    for (int number = 0; number < classes.size(); number++) {
      int before = names.size();
      readClass(root.resolve(classes.get(number)), number);
      if (names.size() == before) {
        empty.add(classes.get(number));
      }
    }
    if (!empty.isEmpty()) {
      throw new DataException(
          "No image lies in `%s` of `%s`; images end in %s"
              .formatted(String.join("`, `", empty), root, String.join(", ", EXTENSIONS)));
    }
  }

  private void readClass(Path folder, int number) throws IOException {
    TreeMap<String, List<String>> found = new TreeMap<>(CodePointOrder.INSTANCE);
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (isImage(name)) {
              String parent = String.valueOf(file.getParent());
              found.computeIfAbsent(parent, unused -> new ArrayList<>()).add(name);
              bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE; // a link to a folder above adds nothing new
            }
            throw e;
          }
        });
    found.forEach((parent, files) -> add(Path.of(parent), number, files));
  }

  private void add(Path folder, int number, List<String> files) {
    files.sort(CodePointOrder.INSTANCE);
    int first = names.size();
    names.addAll(files);
    if (names.size() > folderOf.length) {
      folderOf = Arrays.copyOf(folderOf, Math.max(2 * folderOf.length, names.size()));
    }
    Arrays.fill(folderOf, first, names.size(), folders.size());
    folders.add(folder);
    folderClasses.add(number);
  }

  private static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(lower::endsWith);
  }
}
