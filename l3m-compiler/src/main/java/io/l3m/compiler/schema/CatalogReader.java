// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the block catalogue: the bundled one, and the files that people add. */
public final class CatalogReader {

  /** The bundled files, under {@code /blocks} on the class path. */
  static final List<String> BUNDLED =
      List.of(
          "activations.blocks",
          "attention.blocks",
          "containers.blocks",
          "datasets.blocks",
          "feed-forward.blocks",
          "functions.blocks",
          "generators.blocks",
          "heads.blocks",
          "loading.blocks",
          "losses.blocks",
          "metrics.blocks",
          "normalisation.blocks",
          "optimisers.blocks",
          "parallel.blocks",
          "postprocessors.blocks",
          "preprocessors.blocks",
          "schedules.blocks",
          "sections.blocks",
          "tokenizers.blocks",
          "torch-nn.blocks",
          "transforms.blocks",
          "trunks.blocks");

  private CatalogReader() {}

  /** The bundled catalogue; its entries are parsed when they are first asked for. */
  public static BlockCatalog standard() {
    return Standard.CATALOG;
  }

  /**
   * The bundled catalogue and the entries of these files. A fault in a file is reported and its
   * entry left out.
   */
  public static BlockCatalog read(List<SourceFile> files, Problems problems) {
    BlockCatalog.Builder builder = new BlockCatalog.Builder();
    builder.addAll(standard());
    List<BlockSchema> added = new ArrayList<>();
    for (SourceFile file : files) {
      readFile(file, builder, added, problems);
    }
    BlockCatalog catalog = builder.build();
    new TargetCheck(catalog, problems).check(added);
    return catalog;
  }

  private static void readFile(
      SourceFile file, BlockCatalog.Builder builder, List<BlockSchema> added, Problems problems) {
    List<EntryScanner.Piece> pieces = new EntryScanner(file).pieces();
    int first = pieces.isEmpty() ? file.text().length() : pieces.getFirst().start();
    List<Entry> entries = new ArrayList<>(parse(file, 0, first, problems));
    pieces.forEach(piece -> entries.addAll(parse(file, piece.start(), piece.end(), problems)));
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.OfBlock(BlockSchema schema) -> add(schema, builder, added, problems);
        case Entry.OfSection(SectionSchema section) -> {
          if (builder.hasSection(section.path())) {
            problems.report(Code.CATALOGUE_TARGET_TWICE, section.declared(), section.path());
          }
          builder.add(section);
        }
      }
    }
  }

  private static void add(
      BlockSchema schema,
      BlockCatalog.Builder builder,
      List<BlockSchema> added,
      Problems problems) {
    List<String> names = new ArrayList<>(schema.aliases());
    names.addFirst(schema.target());
    for (String name : names) {
      if (builder.has(name)) {
        problems.report(Code.CATALOGUE_TARGET_TWICE, schema.declared(), name);
      }
    }
    builder.add(schema);
    added.add(schema);
  }

  /** One entry of a file. */
  private sealed interface Entry {
    record OfBlock(BlockSchema schema) implements Entry {}

    record OfSection(SectionSchema section) implements Entry {}
  }

  private static List<Entry> parse(SourceFile file, int start, int end, Problems problems) {
    Places places = new Places(file, start, end);
    List<Entry> entries = new ArrayList<>();
    for (BlocksParser.EntryContext entry : new EntryParser(places, problems).parse(file)) {
      SchemaReader reader = new SchemaReader(places, problems);
      entries.add(
          entry.block() != null
              ? new Entry.OfBlock(reader.block(entry.block(), entry.DOC()))
              : new Entry.OfSection(reader.section(entry.section(), entry.DOC())));
    }
    return entries;
  }

  /** The path of a section; the word {@code root} stands for the whole config. */
  static String path(String name) {
    return name.equals("root") ? "" : name;
  }

  /** Made once; a mistake in it is a mistake of ours. */
  private static final class Standard {
    static final BlockCatalog CATALOG = load();

    private static BlockCatalog load() {
      BlockCatalog.Builder builder = new BlockCatalog.Builder();
      for (String name : BUNDLED) {
        SourceFile file = SourceFile.of(name, text(name));
        for (EntryScanner.Piece piece : new EntryScanner(file).pieces()) {
          if (piece.section()) {
            builder.add(
                piece.head().names().getFirst(),
                () -> ((Entry.OfSection) bundled(file, piece)).section());
          } else {
            builder.add(piece.head(), () -> ((Entry.OfBlock) bundled(file, piece)).schema());
          }
        }
      }
      return builder.build();
    }

    private static Entry bundled(SourceFile file, EntryScanner.Piece piece) {
      Problems problems = new Problems();
      List<Entry> entries = parse(file, piece.start(), piece.end(), problems);
      Optional<Diagnostic> first = problems.inOrder().stream().findFirst();
      if (first.isPresent() || entries.size() != 1) {
        String fault = first.map(d -> d.span() + ": " + d.message()).orElse("entries run together");
        throw new IllegalStateException(
            "bundled catalogue, " + piece.head().names() + ": " + fault);
      }
      return entries.getFirst();
    }

    private static String text(String name) {
      try (InputStream in = CatalogReader.class.getResourceAsStream("/blocks/" + name)) {
        if (in == null) {
          throw new IllegalStateException("no /blocks/" + name + " on the class path");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
