// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/** The events of the YAML parser, with its exceptions made problems. */
final class Events {

  /** Thrown once a syntax error is reported, since nothing behind it can be read. */
  static final class SyntaxErrorReported extends Exception {
    SyntaxErrorReported() {
      super(null, null, false, false);
    }
  }

  private final Parser parser;
  private final Places places;
  private final SyntaxFaults faults;
  private final List<Span> texts = new ArrayList<>();
  private Optional<Mark> last = Optional.empty();

  Events(Parser parser, Places places, Problems problems) {
    this.parser = parser;
    this.places = places;
    this.faults = new SyntaxFaults(places, problems);
  }

  Event next() throws SyntaxErrorReported {
    Event event = peek();
    parser.getEvent();
    last = Optional.of(event.getEndMark());
    if (event instanceof ScalarEvent scalar && !scalar.isPlain()) {
      int start = places.offset(scalar.getStartMark());
      texts.add(new Span(places.file(), start, places.offset(scalar.getEndMark())));
    }
    return event;
  }

  /** The scalars so far that are quoted or blocks of text. */
  List<Span> texts() {
    return texts;
  }

  // The parser has no contract on what it throws on odd text, and odd text is no bug of ours.
  Event peek() throws SyntaxErrorReported {
    try {
      return parser.peekEvent();
    } catch (MarkedYAMLException fault) {
      faults.report(fault);
    } catch (RuntimeException fault) {
      faults.reportUnknown(last);
    }
    throw new SyntaxErrorReported();
  }
}
